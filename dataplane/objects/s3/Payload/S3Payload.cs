using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Basalt.Http;
using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;
using Basalt.Objects.S3.Signing;

namespace Basalt.Objects.S3.Payload;

/// <summary>
/// The bytes a client meant to send, without coding. Hands out pieces of the connection's own buffers; the end is
/// reached only if the size, the signatures, the SHA-256 and the checksum of what came all hold, so that whoever
/// commits after the end commits what was sent. One reader; read once.
/// </summary>
internal sealed class S3Payload : IDisposable
{
    private readonly PipeReader _body;
    private readonly PayloadDeclaration _declaration;
    private readonly ChecksumRequest _checksumRequest;
    private readonly ChunkSigner? _signer;
    private readonly AwsChunkedDecoder? _decoder;
    private readonly IncrementalHash? _sha256;
    private readonly ChecksumHasher? _checksum;
    private ReadOnlySequence<byte> _buffer;
    private bool _isHeld;
    private bool _isLast;
    private bool _isEnded;
    private long _received;

    private S3Payload(
        PipeReader body, long size, Signed signed, ChecksumRequest checksumRequest, ChecksumAlgorithm algorithm)
    {
        _body = body;
        Size = size;
        _declaration = signed.Payload;
        _checksumRequest = checksumRequest;
        if (_declaration.IsSigned)
        {
            _signer = new ChunkSigner(
                signed.SigningKey, signed.Claim.Timestamp, signed.Claim.Scope, signed.Claim.Signature);
        }

        if (_declaration.IsChunked)
            _decoder = new AwsChunkedDecoder(size, _signer, _declaration.HasTrailer);
        else if (_declaration.Kind == PayloadKind.Sha256)
            _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (algorithm != ChecksumAlgorithm.None)
            _checksum = new ChecksumHasher(algorithm);
    }

    /// <summary>Decoded bytes to come.</summary>
    public long Size { get; }

    /// <summary>The checksum that is computed on the way; None: none is.</summary>
    public ChecksumAlgorithm ChecksumAlgorithm => _checksum?.Algorithm ?? ChecksumAlgorithm.None;

    /// <summary>The verified checksum, once the end was reached; null if none was asked for.</summary>
    public ObjectChecksum? Checksum { get; private set; }

    /// <summary>Opens the body of a request.</summary>
    /// <param name="request">A request whose signature holds.</param>
    /// <param name="fallback">Computed where the client sends no checksum; None: nothing is.</param>
    /// <param name="sizeMax">Larger bodies are refused before a byte is read.</param>
    /// <param name="hasChecksum">False where the checksum headers describe something else than this body.</param>
    public static S3Payload Open(
        S3Request request, ChecksumAlgorithm fallback, long sizeMax, bool hasChecksum = true)
    {
        var declaration = request.Signed.Payload;
        var size = DeclaredSize(request, declaration);
        if (size > sizeMax)
        {
            throw new S3Exception(S3ErrorCode.EntityTooLarge)
                .With("ProposedSize", size.ToString(CultureInfo.InvariantCulture))
                .With("MaxSizeAllowed", sizeMax.ToString(CultureInfo.InvariantCulture));
        }

        var trailer = declaration.HasTrailer ? request.Header("x-amz-trailer") : null;
        var checksum = hasChecksum ? ChecksumRequest.Parse(request.Header, trailer) : default;
        var algorithm = checksum.Algorithm == ChecksumAlgorithm.None ? fallback : checksum.Algorithm;
        return new S3Payload(request.Exchange.RequestBody, size, request.Signed, checksum, algorithm);
    }

    /// <summary>The next piece, valid until the next call; empty at the verified end.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellation)
    {
        while (!_isEnded)
        {
            if (TryTake(out var piece))
                return piece;
            await FillAsync(cancellation);
        }

        return default;
    }

    /// <summary>Hands every piece to a writer; returns at the verified end.</summary>
    public async ValueTask CopyToAsync(ObjectWriter writer, CancellationToken cancellation)
    {
        while (await ReadAsync(cancellation) is { IsEmpty: false } piece)
        {
            var outcome = await writer.AppendAsync(piece, cancellation);
            S3Context.Check(outcome);
        }
    }

    public void Dispose()
    {
        Release();
        _signer?.Dispose();
        _sha256?.Dispose();
        _checksum?.Dispose();
    }

    private static long DeclaredSize(S3Request request, PayloadDeclaration declaration)
    {
        // HTTP lets a request without a length have no body (RFC 9112 section 6.3); S3 wants to be told.
        if (request.Exchange.RequestContentLength is 0 && request.Exchange.RequestHeaders.Count("Content-Length") == 0)
            throw new S3Exception(S3ErrorCode.MissingContentLength);
        if (!declaration.IsChunked)
            return request.Exchange.RequestContentLength ?? throw new S3Exception(S3ErrorCode.MissingContentLength);
        if (request.Exchange.RequestHeaders["x-amz-decoded-content-length"] is not { } text)
            throw new S3Exception(S3ErrorCode.MissingContentLength);
        return long.TryParse(text, NumberStyles.None,
            CultureInfo.InvariantCulture, out var size)
            ? size
            : throw S3Exception.Argument("x-amz-decoded-content-length", text, "Not a number of bytes.");
    }

    private bool TryTake(out ReadOnlyMemory<byte> piece)
    {
        if (_decoder is null)
        {
            var position = _buffer.Start;
            piece = default;
            while (piece.IsEmpty && _buffer.TryGet(ref position, out piece))
            {
                // Segments may be empty.
            }

            _buffer = _buffer.Slice(piece.Length);
        }
        else
        {
            _decoder.TryRead(ref _buffer, out piece);
        }

        if (piece.IsEmpty)
            return false;
        _received += piece.Length;
        _sha256?.AppendData(piece.Span);
        _checksum?.Append(piece.Span);
        return true;
    }

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_decoder is { IsComplete: true } && !_buffer.IsEmpty)
            throw new S3Exception(S3ErrorCode.InvalidRequest, "The aws-chunked body goes on after its end.");
        if (_isLast)
        {
            End();
            return;
        }

        Release();
        try
        {
            var read = await _body.ReadAsync(cancellation);
            _buffer = read.Buffer;
            _isLast = read.IsCompleted;
            _isHeld = true;
        }
        catch (TruncatedBodyException e)
        {
            throw new S3Exception(S3ErrorCode.IncompleteBody, e);
        }
        catch (StalledBodyException e)
        {
            throw new S3Exception(S3ErrorCode.RequestTimeout, e);
        }
        catch (MalformedBodyException e)
        {
            throw new S3Exception(S3ErrorCode.InvalidRequest, e);
        }
    }

    private void Release()
    {
        if (!_isHeld)
            return;
        // Consumed up to where the buffer now starts, examined to its end.
        _body.AdvanceTo(_buffer.Start, _buffer.End);
        _buffer = default;
        _isHeld = false;
    }

    /// <summary>The client has said all; what the decoder left unread will never be whole.</summary>
    private void End()
    {
        Release();
        _isEnded = true;
        if (_received != Size || _decoder is { IsComplete: false })
            throw new S3Exception(S3ErrorCode.IncompleteBody);
        if (_sha256 is not null)
            CheckSha256(_sha256.GetHashAndReset());
        if (_checksum is not null)
            CheckChecksum(_checksum);
    }

    private void CheckSha256(byte[] computed)
    {
        var hex = Convert.ToHexStringLower(computed);
        if (!hex.Equals(_declaration.Text, StringComparison.OrdinalIgnoreCase))
        {
            throw new S3Exception(S3ErrorCode.XAmzContentSha256Mismatch)
                .With("ClientComputedContentSHA256", _declaration.Text)
                .With("S3ComputedContentSHA256", hex);
        }
    }

    private void CheckChecksum(ChecksumHasher hasher)
    {
        var computed = hasher.Finish();
        var expected = _checksumRequest.IsTrailing ? ReadTrailingValue(hasher.Algorithm) : _checksumRequest.Value;
        if (expected is not null && !computed.AsSpan().SequenceEqual(expected))
        {
            throw new S3Exception(S3ErrorCode.BadDigest,
                $"The {ChecksumNames.Text(hasher.Algorithm)} you specified did not match the calculated checksum.");
        }

        Checksum = new ObjectChecksum(hasher.Algorithm, computed);
    }

    private byte[] ReadTrailingValue(ChecksumAlgorithm algorithm)
    {
        byte[]? value = null;
        foreach (var (name, text) in _decoder?.Trailers ?? [])
        {
            if (ChecksumNames.FromHeader(name) != algorithm || value is not null)
                throw new S3Exception(S3ErrorCode.MalformedTrailerError);
            if (!ChecksumNames.TryParseValue(algorithm, text, out value))
                throw new S3Exception(S3ErrorCode.InvalidRequest, $"Value for {name} trailing header is invalid.");
        }

        return value ?? throw new S3Exception(S3ErrorCode.MalformedTrailerError);
    }
}

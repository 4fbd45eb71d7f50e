using System.Buffers;
using System.Globalization;
using System.Text;
using Basalt.Objects.S3.Signing;

namespace Basalt.Objects.S3.Payload;

/// <summary>
/// Takes the aws-chunked coding off a body, in whatever pieces it comes. Strict:
/// <list type="bullet">
/// <item>a chunk opens with <c>hex-size[;chunk-signature=64-hex]CRLF</c> of at most
/// <see cref="S3Limits.ChunkLineSizeMax"/> bytes and ends with CRLF; there is no other extension;</item>
/// <item>signed bodies have a signature on every chunk, unsigned ones on none;</item>
/// <item>the sizes of the chunks sum up to the announced decoded size, and no chunk goes past it;</item>
/// <item>the last chunk is empty; the trailer, if announced, and one empty line end the body.</item>
/// </list>
/// Data is handed out before the signature of its chunk is known to hold: nothing may be committed before the end.
/// </summary>
internal sealed class AwsChunkedDecoder(long decodedSize, ChunkSigner? signer, bool hasTrailer)
{
    private const string TrailerSignatureName = "x-amz-trailer-signature";

    private readonly List<KeyValuePair<string, string>> _trailers = [];
    private readonly StringBuilder _canonicalTrailer = new();
    private State _state = State.ChunkLine;
    private string _signature = "";
    private string? _trailerSignature;
    private long _chunkRest;
    private long _decoded;
    private bool _isShortChunkSeen;

    private enum State
    {
        ChunkLine,
        Data,
        DataEnd,
        Trailer,
        Complete,
    }

    public bool IsComplete => _state == State.Complete;

    /// <summary>Names in lower case, in the order they came, without the trailer's signature.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Trailers => _trailers;

    /// <summary>
    /// Decodes the next piece. What was consumed is cut off <paramref name="input"/>; the piece lies in it.
    /// </summary>
    /// <returns>False if there is no piece: more input is needed, or the body is complete.</returns>
    public bool TryRead(ref ReadOnlySequence<byte> input, out ReadOnlyMemory<byte> data)
    {
        data = default;
        while (_state != State.Complete && !input.IsEmpty)
        {
            if (_state == State.Data)
            {
                data = TakeData(ref input);
                if (!data.IsEmpty)
                    return true;
                continue;
            }

            if (!TryReadLine(ref input, out var line))
                return false;
            switch (_state)
            {
                case State.ChunkLine:
                    OpenChunk(line);
                    break;
                case State.DataEnd:
                    CloseChunk(line);
                    break;
                case State.Trailer:
                    TakeTrailer(line);
                    break;
                case State.Data:
                case State.Complete:
                default:
                    throw new InvalidOperationException($"no line is read in state {_state}");
            }
        }

        return false;
    }

    private ReadOnlyMemory<byte> TakeData(ref ReadOnlySequence<byte> input)
    {
        var position = input.Start;
        var piece = ReadOnlyMemory<byte>.Empty;
        while (piece.IsEmpty && input.TryGet(ref position, out piece))
        {
            // Segments may be empty; the sequence as a whole is not.
        }

        if (piece.Length > _chunkRest)
            piece = piece[..(int)_chunkRest];
        input = input.Slice(piece.Length);
        signer?.Append(piece.Span);
        _chunkRest -= piece.Length;
        if (_chunkRest == 0)
            _state = State.DataEnd;
        return piece;
    }

    private static bool TryReadLine(ref ReadOnlySequence<byte> input, out string line)
    {
        line = "";
        var head = input.Length > S3Limits.ChunkLineSizeMax ? input.Slice(0, S3Limits.ChunkLineSizeMax) : input;
        if (head.PositionOf((byte)'\n') is not { } end)
        {
            if (input.Length >= S3Limits.ChunkLineSizeMax)
                throw Malformed();
            return false;
        }

        var bytes = head.Slice(0, end);
        line = Encoding.Latin1.GetString(bytes);
        if (!line.EndsWith('\r'))
            throw Malformed();
        line = line[..^1];
        input = input.Slice(input.GetPosition(1, end));
        return true;
    }

    private void OpenChunk(string line)
    {
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        var sizeText = semicolon < 0 ? line : line[..semicolon];
        if (sizeText.Length is 0 or > 16
            || !HexDigits.AreAll(sizeText)
            || !long.TryParse(sizeText, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var size)
            || size < 0)
        {
            throw Malformed();
        }

        _signature = ReadSignature(semicolon < 0 ? null : line[(semicolon + 1)..]);
        if (size > decodedSize - _decoded)
            throw new S3Exception(S3ErrorCode.IncompleteBody);
        if (size == 0)
        {
            if (_decoded != decodedSize)
                throw new S3Exception(S3ErrorCode.IncompleteBody);
            signer?.EndChunk(_signature);
            _state = State.Trailer;
            return;
        }

        if (_isShortChunkSeen)
            throw new S3Exception(S3ErrorCode.InvalidChunkSizeError);

        // Each signed chunk costs two hashes whatever its size; S3 bounds that cost the same way.
        _isShortChunkSeen = signer is not null && size < S3Limits.SignedChunkSizeMin;
        _decoded += size;
        _chunkRest = size;
        _state = State.Data;
    }

    private string ReadSignature(string? extension)
    {
        const string name = "chunk-signature=";
        if (signer is null)
            return extension is null ? "" : throw Malformed();
        if (extension is null
            || !extension.StartsWith(name, StringComparison.Ordinal)
            || !AuthorizationHeader.IsSignature(extension[name.Length..]))
        {
            throw Malformed();
        }

        return extension[name.Length..];
    }

    private void CloseChunk(string line)
    {
        if (line.Length != 0)
            throw Malformed();
        signer?.EndChunk(_signature);
        _state = State.ChunkLine;
    }

    private void TakeTrailer(string line)
    {
        if (line.Length == 0)
        {
            EndBody();
            return;
        }

        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (!hasTrailer || colon <= 0 || _trailerSignature is not null || _trailers.Count == S3Limits.TrailersMax)
            throw new S3Exception(S3ErrorCode.MalformedTrailerError);
        var name = line[..colon].ToLowerInvariant();
        var value = line[(colon + 1)..].Trim();
        if (name == TrailerSignatureName)
        {
            if (signer is null || !AuthorizationHeader.IsSignature(value))
                throw new S3Exception(S3ErrorCode.MalformedTrailerError);
            _trailerSignature = value;
            return;
        }

        _canonicalTrailer.Append(name).Append(':').Append(value).Append('\n');
        _trailers.Add(new(name, value));
    }

    private void EndBody()
    {
        if (hasTrailer && signer is not null)
        {
            if (_trailerSignature is null)
                throw new S3Exception(S3ErrorCode.MalformedTrailerError);
            signer.EndTrailer(_trailerSignature, Encoding.Latin1.GetBytes(_canonicalTrailer.ToString()));
        }

        _state = State.Complete;
    }

    private static S3Exception Malformed()
        => new(S3ErrorCode.InvalidRequest, "The aws-chunked body is not well-formed.");
}

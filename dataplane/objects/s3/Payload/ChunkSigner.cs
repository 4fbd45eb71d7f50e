using System.Security.Cryptography;
using Basalt.Objects.S3.Signing;

namespace Basalt.Objects.S3.Payload;

/// <summary>Follows the chain of chunk signatures of an aws-chunked body: each one signs the one before.</summary>
/// <remarks>S3 API reference, "Transferring Payload in Multiple Chunks (Chunked Upload)", and the same "with trailing
/// headers".</remarks>
internal sealed class ChunkSigner : IDisposable
{
    private readonly ReadOnlyMemory<byte> _signingKey;
    private readonly string _prefix;
    private readonly IncrementalHash _data = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private string _previous;

    /// <param name="signingKey">The derived key.</param>
    /// <param name="timestamp">The request's.</param>
    /// <param name="scope">The request's.</param>
    /// <param name="seed">The signature of the request's header: the first link.</param>
    public ChunkSigner(ReadOnlyMemory<byte> signingKey, string timestamp, CredentialScope scope, string seed)
    {
        _signingKey = signingKey;
        _prefix = $"{timestamp}\n{scope}\n";
        _previous = seed;
    }

    /// <summary>Adds bytes of the current chunk.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _data.AppendData(bytes);

    /// <summary>Ends the current chunk; throws if its signature is wrong.</summary>
    public void EndChunk(string signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _data.GetHashAndReset(hash);
        Check(signature,
            $"AWS4-HMAC-SHA256-PAYLOAD\n{_prefix}{_previous}\n{SignatureV4.EmptySha256}\n"
            + Convert.ToHexStringLower(hash));
    }

    /// <summary>Ends the body; throws if the trailer's signature is wrong.</summary>
    /// <param name="signature">64 hex digits.</param>
    /// <param name="canonicalTrailer">Each trailer as <c>name:value\n</c>, in the order they came.</param>
    public void EndTrailer(string signature, ReadOnlySpan<byte> canonicalTrailer)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonicalTrailer, hash);
        Check(signature, $"AWS4-HMAC-SHA256-TRAILER\n{_prefix}{_previous}\n{Convert.ToHexStringLower(hash)}");
    }

    private void Check(string signature, string stringToSign)
    {
        var expected = SignatureV4.Sign(_signingKey.Span, stringToSign);
        if (!SignatureV4.AreEqual(expected, signature))
            throw new S3Exception(S3ErrorCode.SignatureDoesNotMatch);
        _previous = expected;
    }

    public void Dispose() => _data.Dispose();
}

using System.Security.Cryptography;

namespace Basalt.Objects.S3;

/// <summary>The Content-MD5 header (RFC 1864).</summary>
internal static class ContentMd5
{
    /// <summary>16 bytes, or empty if the header is absent. InvalidDigest if it is not base64 of 16 bytes.</summary>
    public static ReadOnlyMemory<byte> Parse(S3Request request)
    {
        if (request.Header("Content-MD5") is not { } text)
            return default;
        var value = new byte[MD5.HashSizeInBytes];
        return Convert.TryFromBase64String(text, value, out var size) && size == value.Length
            ? value
            : throw new S3Exception(S3ErrorCode.InvalidDigest).With("Content-MD5", text);
    }
}

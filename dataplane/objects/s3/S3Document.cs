using System.Security.Cryptography;
using Basalt.Objects.Core;
using Basalt.Objects.S3.Payload;
using Basalt.Objects.S3.Signing;

namespace Basalt.Objects.S3;

/// <summary>Reads a request's whole body, small by its limit, for operations that take an XML document.</summary>
internal static class S3Document
{
    public static async ValueTask<byte[]> ReadAsync(S3Request request, bool isRequired, bool hasChecksum = true)
    {
        if (request.Exchange.RequestContentLength is 0 && !request.Signed.Payload.IsChunked)
        {
            CheckEmpty(request.Signed.Payload);
            return isRequired ? throw new S3Exception(S3ErrorCode.MissingRequestBodyError) : [];
        }

        var md5 = ContentMd5.Parse(request);
        using var payload = S3Payload.Open(request, ChecksumAlgorithm.None, sizeMax: long.MaxValue, hasChecksum);
        if (payload.Size > S3Limits.XmlSizeMax)
            throw new S3Exception(S3ErrorCode.MalformedXml);
        var document = new byte[payload.Size];
        var size = 0;
        while (await payload.ReadAsync(request.Aborted) is { IsEmpty: false } piece)
        {
            piece.CopyTo(document.AsMemory(size));
            size += piece.Length;
        }

        if (!md5.IsEmpty && !md5.Span.SequenceEqual(Md5Of(document)))
            throw new S3Exception(S3ErrorCode.BadDigest);
        return document;
    }

    /// <summary>An operation without a body still signed a hash of it.</summary>
    public static void CheckEmpty(PayloadDeclaration payload)
    {
        if (payload.Kind == PayloadKind.Sha256
            && !payload.Text.Equals(SignatureV4.EmptySha256, StringComparison.OrdinalIgnoreCase))
        {
            throw new S3Exception(S3ErrorCode.XAmzContentSha256Mismatch)
                .With("ClientComputedContentSHA256", payload.Text)
                .With("S3ComputedContentSHA256", SignatureV4.EmptySha256);
        }
    }

    // Content-MD5 is what the protocol has (RFC 1864).
#pragma warning disable CA5351 // It guards against accidents, not attacks.
    private static byte[] Md5Of(byte[] document) => MD5.HashData(document);
#pragma warning restore CA5351
}

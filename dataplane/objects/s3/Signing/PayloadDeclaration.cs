namespace Basalt.Objects.S3.Signing;

/// <summary>The value of x-amz-content-sha256, understood.</summary>
/// <param name="Kind">Which of the forms.</param>
/// <param name="Text">The value itself: the last line of the canonical request.</param>
internal readonly record struct PayloadDeclaration(PayloadKind Kind, string Text)
{
    public const string HeaderName = "x-amz-content-sha256";

    public bool IsChunked => Kind is PayloadKind.SignedChunks or PayloadKind.SignedChunksTrailer
        or PayloadKind.UnsignedChunksTrailer;

    public bool IsSigned => Kind is PayloadKind.SignedChunks or PayloadKind.SignedChunksTrailer;

    public bool HasTrailer => Kind is PayloadKind.SignedChunksTrailer or PayloadKind.UnsignedChunksTrailer;

    public static PayloadDeclaration Parse(string text) => text switch
    {
        "UNSIGNED-PAYLOAD" => new(PayloadKind.Unsigned, text),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => new(PayloadKind.SignedChunks, text),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => new(PayloadKind.SignedChunksTrailer, text),
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => new(PayloadKind.UnsignedChunksTrailer, text),
        "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD" or "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER"
            => throw new S3Exception(S3ErrorCode.NotImplemented, $"The payload signature {text} is not implemented."),
        _ when IsSha256(text) => new(PayloadKind.Sha256, text),
        _ => throw S3Exception.Argument(
            HeaderName, text,
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
            + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, "
            + "or a valid sha256 value."),
    };

    private static bool IsSha256(string text)
        => text.Length == SignatureV4.HexSize && HexDigits.AreAll(text);
}

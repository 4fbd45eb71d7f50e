namespace Basalt.Objects.S3.Signing;

/// <summary>Reads <c>AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…</c>. Pure.</summary>
/// <remarks>S3 API reference, "Signature Calculations for the Authorization Header".</remarks>
internal static class AuthorizationHeader
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    internal readonly record struct Parts(CredentialScope Scope, string[] SignedHeaders, string Signature);

    public static Parts Parse(string header)
    {
        var text = header.AsSpan().Trim();
        var space = text.IndexOf(' ');
        var algorithm = space < 0 ? text : text[..space];
        if (!algorithm.SequenceEqual(Algorithm))
            throw WrongAlgorithm(algorithm);

        string? credential = null, signedHeaders = null, signature = null;
        foreach (var range in text[algorithm.Length..].Split(','))
        {
            var part = text[algorithm.Length..][range].Trim();
            var equals = part.IndexOf('=');
            if (equals < 0)
                throw Malformed("a part of it has no equals sign.");
            var value = part[(equals + 1)..].Trim().ToString();
            switch (part[..equals])
            {
                case "Credential" when credential is null:
                    credential = value;
                    break;
                case "SignedHeaders" when signedHeaders is null:
                    signedHeaders = value;
                    break;
                case "Signature" when signature is null:
                    signature = value;
                    break;
                default:
                    throw Malformed("it has a part that is unknown or comes twice.");
            }
        }

        if (credential is null || signedHeaders is null || signature is null)
            throw Malformed("Credential, SignedHeaders and Signature are all needed.");
        if (!CredentialScope.TryParse(credential, out var scope))
        {
            throw Malformed(
                "the Credential is mal-formed; expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        }

        if (!TryParseSignedHeaders(signedHeaders, out var names))
            throw Malformed("SignedHeaders must be lower-case names in ascending order.");
        if (!IsSignature(signature))
            throw Malformed("the Signature must be 64 lower-case hex digits.");
        return new Parts(scope, names, signature);
    }

    /// <summary>Lower-case names, each once, ascending, with semicolons between.</summary>
    public static bool TryParseSignedHeaders(string text, out string[] names)
    {
        names = text.Split(';');
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0 || names[i].AsSpan().ContainsAnyInRange('A', 'Z'))
                return false;
            if (i > 0 && string.CompareOrdinal(names[i - 1], names[i]) >= 0)
                return false;
        }

        return true;
    }

    public static bool IsSignature(string text)
        => text.Length == SignatureV4.HexSize && HexDigits.AreAllLower(text);

    private static S3Exception Malformed(string why)
        => new(S3ErrorCode.AuthorizationHeaderMalformed, $"The authorization header is malformed; {why}");

    private static S3Exception WrongAlgorithm(ReadOnlySpan<char> algorithm) => algorithm switch
    {
        // Version 2 needs the raw secret on the node; it never comes here.
        "AWS" => new(S3ErrorCode.InvalidRequest,
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256. "
            + "(Signature Version 2 was sent.)"),
        "AWS4-ECDSA-P256-SHA256" => new(S3ErrorCode.NotImplemented,
            "Signature Version 4A (AWS4-ECDSA-P256-SHA256) is not implemented. Please use AWS4-HMAC-SHA256."),
        _ => new(S3ErrorCode.InvalidArgument, "Unsupported Authorization Type"),
    };
}

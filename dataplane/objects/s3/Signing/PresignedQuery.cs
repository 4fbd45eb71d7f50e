using System.Globalization;

namespace Basalt.Objects.S3.Signing;

/// <summary>Reads the signature of a presigned URL. Pure: no clock, no key.</summary>
/// <remarks>S3 API reference, "Authenticating Requests: Using Query Parameters".</remarks>
internal static class PresignedQuery
{
    public const string AlgorithmName = "X-Amz-Algorithm";
    public const string SignatureName = "X-Amz-Signature";
    public const string SecurityTokenName = "X-Amz-Security-Token";
    public const string ContentSha256Name = "X-Amz-Content-Sha256";

    private const string CredentialName = "X-Amz-Credential";
    private const string DateName = "X-Amz-Date";
    private const string ExpiresName = "X-Amz-Expires";
    private const string SignedHeadersName = "X-Amz-SignedHeaders";

    /// <summary>True if the query carries any mark of a Version 4 signature.</summary>
    public static bool IsPresent(S3Query query)
        => query.Has(AlgorithmName) || query.Has(SignatureName) || query.Has(CredentialName);

    /// <summary>True if the query is that of a Version 2 presigned URL.</summary>
    public static bool IsVersion2(S3Query query) => query.Has("AWSAccessKeyId") && query.Has("Signature");

    public static SignatureClaim Parse(S3Query query)
    {
        if (query[AlgorithmName] is not { } algorithm
            || query[CredentialName] is not { } credential
            || query[DateName] is not { } date
            || query[ExpiresName] is not { } expires
            || query[SignedHeadersName] is not { } signedHeaders
            || query[SignatureName] is not { } signature)
        {
            throw new S3Exception(S3ErrorCode.AuthorizationQueryParametersError);
        }

        if (algorithm != AuthorizationHeader.Algorithm)
            throw Wrong("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
        if (!CredentialScope.TryParse(credential, out var scope))
        {
            throw Wrong("Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; "
                + "expecting \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".");
        }

        if (!SignatureTime.TryParseBasic(date, out var time))
            throw Wrong("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
        if (!AuthorizationHeader.TryParseSignedHeaders(signedHeaders, out var names))
            throw Wrong("X-Amz-SignedHeaders must be lower-case names in ascending order.");
        if (!AuthorizationHeader.IsSignature(signature))
            throw Wrong("X-Amz-Signature must be 64 lower-case hex digits.");
        return new SignatureClaim(scope, names, signature, date, time, ParseLifetime(expires));
    }

    private static TimeSpan ParseLifetime(string expires)
    {
        if (expires.StartsWith('+')
            || !long.TryParse(expires, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            throw Wrong("X-Amz-Expires should be a number");
        if (seconds < 0)
            throw Wrong("X-Amz-Expires must be non-negative");
        if (seconds > (long)S3Limits.PresignedLifetimeMax.TotalSeconds)
        {
            throw Wrong("X-Amz-Expires must be less than a week (in seconds); "
                + "that is, the given X-Amz-Expires must be less than 604800 seconds");
        }

        return TimeSpan.FromSeconds(seconds);
    }

    private static S3Exception Wrong(string message) => new(S3ErrorCode.AuthorizationQueryParametersError, message);
}

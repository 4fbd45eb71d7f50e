using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Basalt.Control.Identity.Credentials;

/// <summary>Checks an AWS Signature Version 4 against a secret.</summary>
/// <remarks>Version 2 is not served: it is HMAC-SHA1 over too little, and no client of today needs it.</remarks>
internal static class SignatureV4
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const int ScopePartCount = 4;

    /// <summary>The string to sign has four lines: algorithm, instant, scope (date/region/service/aws4_request),
    /// hash.</summary>
    public static bool Verify(string secret, string stringToSign, string signature)
    {
        var lines = stringToSign.Split('\n');
        if (lines.Length != 4 || lines[0] != Algorithm)
            return false;
        var scope = lines[2].Split('/');
        if (scope.Length != ScopePartCount || scope[3] != "aws4_request")
            return false;
        var key = SigningKeys.Derive(secret, scope[0], scope[1], scope[2]);
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));
        CryptographicOperations.ZeroMemory(key);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    /// <summary>When the string says it was signed; null if it does not say so in the basic form of ISO 8601.</summary>
    public static DateTimeOffset? ReadInstant(string stringToSign)
    {
        var lines = stringToSign.Split('\n');
        return lines.Length > 1 && DateTimeOffset.TryParseExact(
            lines[1],
            "yyyyMMdd'T'HHmmss'Z'",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var instant)
                ? instant
                : null;
    }
}

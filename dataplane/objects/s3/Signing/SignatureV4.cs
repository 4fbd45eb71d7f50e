using System.Security.Cryptography;
using System.Text;

namespace Basalt.Objects.S3.Signing;

/// <summary>The sums of Signature Version 4 that a node may do: everything after the derived key.</summary>
internal static class SignatureV4
{
    /// <summary>Hex SHA-256 of no bytes.</summary>
    public const string EmptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <summary>Hex digits of a signature or a SHA-256.</summary>
    public const int HexSize = 64;

    public static string StringToSign(string timestamp, CredentialScope scope, ReadOnlySpan<byte> canonicalRequest)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(canonicalRequest, hash);
        return $"{AuthorizationHeader.Algorithm}\n{timestamp}\n{scope}\n{Convert.ToHexStringLower(hash)}";
    }

    public static string Sign(ReadOnlySpan<byte> signingKey, string stringToSign)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(signingKey, Encoding.UTF8.GetBytes(stringToSign), mac);
        return Convert.ToHexStringLower(mac);
    }

    /// <summary>Compares two hex signatures in a time that does not depend on where they differ.</summary>
    public static bool AreEqual(string a, string b)
        => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(a), Encoding.ASCII.GetBytes(b));
}

using System.Security.Cryptography;

namespace Basalt.Tests.Conformance.Clients;

/// <summary>Both protocols still use MD5 as the name of an object's bytes; it secures nothing.</summary>
internal static class Md5
{
#pragma warning disable CA5351 // The protocols ask for MD5 (RFC 1864 Content-MD5, ETag); nothing is protected by it.
    public static string Hex(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    public static string Base64(byte[] bytes) => Convert.ToBase64String(MD5.HashData(bytes));
#pragma warning restore CA5351
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Basalt.Objects.Core;

/// <summary>MD5 as an entity tag: not for safety, but because clients of both faces compare it with their
/// own.</summary>
internal static class ETags
{
    /// <summary>Of a text of one byte per character: the ETags of a large object's segments.</summary>
    public static string OfText(string text)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(Encoding.Latin1.GetBytes(text));
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    /// <summary>MD5 over the parts' MD5s, a hyphen and how many: what S3 answers, and clients recognise.</summary>
    public static string OfParts(IReadOnlyList<ObjectPart> parts)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var part in parts)
            md5.AppendData(part.Md5.Span);
        return string.Create(
            CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(md5.GetHashAndReset())}-{parts.Count}");
    }
}

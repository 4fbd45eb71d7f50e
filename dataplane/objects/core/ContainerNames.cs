using System.Text;

namespace Basalt.Objects.Core;

/// <summary>Which names accounts, containers and global buckets may have.</summary>
public static class ContainerNames
{
    private const int BucketNameLengthMin = 3;
    private const int BucketNameLengthMax = 63;

    /// <summary>1 to 256 bytes of UTF-8 without slash and NUL.</summary>
    public static bool IsContainer(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && !name.Contains('/') && !name.Contains('\0')
            && Encoding.UTF8.GetByteCount(name) <= ObjectLimits.ContainerNameSizeMax;
    }

    /// <inheritdoc cref="IsContainer"/>
    public static bool IsAccount(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && !name.Contains('/') && !name.Contains('\0')
            && Encoding.UTF8.GetByteCount(name) <= ObjectLimits.AccountNameSizeMax;
    }

    /// <summary>A name that may be claimed for all: 3 to 63 of a-z, 0-9, dot and hyphen, as S3's "General purpose
    /// bucket
    /// naming rules" say: begins and ends with a letter or digit, no two dots in a row, not the form of an IPv4
    /// address.</summary>
    public static bool IsBucket(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is < BucketNameLengthMin or > BucketNameLengthMax)
            return false;
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter) && letter is not ('.' or '-'))
                return false;
        }

        return char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
            && !name.Contains("..", StringComparison.Ordinal) && !IsIpv4Form(name);
    }

    private static bool IsIpv4Form(string name)
    {
        var parts = name.Split('.');
        return parts.Length == 4 && parts.All(part => part.Length is > 0 and <= 3 && part.All(char.IsAsciiDigit));
    }
}

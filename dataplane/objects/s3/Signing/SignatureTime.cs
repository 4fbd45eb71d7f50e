using System.Globalization;

namespace Basalt.Objects.S3.Signing;

/// <summary>The two forms in which a signed request may say its time.</summary>
internal static class SignatureTime
{
    private const string BasicFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>ISO 8601 basic, as x-amz-date has it.</summary>
    public static bool TryParseBasic(string text, out DateTimeOffset time)
        => DateTimeOffset.TryParseExact(
            text, BasicFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    /// <summary>The Date header (RFC 9110 section 5.6.7).</summary>
    public static bool TryParseHttpDate(string text, out DateTimeOffset time)
        => DateTimeOffset.TryParseExact(
            text, "r", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);

    public static string Format(DateTimeOffset time)
        => time.UtcDateTime.ToString(BasicFormat, CultureInfo.InvariantCulture);
}

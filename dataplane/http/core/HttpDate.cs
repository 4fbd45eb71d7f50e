using System.Globalization;

namespace Basalt.Http;

/// <summary>HTTP-date (RFC 9110 section 5.6.7): written as IMF-fixdate, read in all three forms.</summary>
public static class HttpDate
{
    private static readonly string[] Forms =
    [
        "ddd, dd MMM yyyy HH:mm:ss 'GMT'",
        "dddd, dd-MMM-yy HH:mm:ss 'GMT'",
        "ddd MMM d HH:mm:ss yyyy",
    ];

    public static string Format(DateTimeOffset moment)
        => moment.UtcDateTime.ToString(Forms[0], CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out DateTimeOffset moment)
        => DateTimeOffset.TryParseExact(
            text,
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces,
            out moment);
}

using System.Globalization;

namespace Basalt.Perf.Load;

/// <summary>Figures as reports write them.</summary>
internal static class Format
{
    public static string Plain(this double value, int digits = 0) =>
        value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    public static string Plain(this int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Plain(this long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A dash for what was not measured.</summary>
    public static string OrDash(this double? value, int digits) => value is { } known ? known.Plain(digits) : "-";

    /// <summary>How many times the other: a dash without another.</summary>
    public static string Ratio(double value, double? other) => other is > 0 ? (value / other).OrDash(2) : "-";
}

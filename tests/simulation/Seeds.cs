using System.Globalization;

namespace Basalt.Tests.Simulation;

/// <summary>Which seeds are tried: a few every day, more by `sim --seeds A..B`.</summary>
internal static class Seeds
{
    public const int FirstDefault = 1;
    public const int CountDefault = 20;

    public static IEnumerable<int> EveryDay => Enumerable.Range(FirstDefault, CountDefault);

    /// <summary>"A..B", or one number for one seed.</summary>
    public static bool TryParse(string text, out int first, out int last)
    {
        var parts = text.Split("..");
        last = 0;
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out last)
            && parts.Length <= 2 && first <= last;
    }
}

using System.Globalization;

namespace Basalt.Objects.Swift;

/// <summary>Moments in Swift's three spellings.</summary>
internal static class SwiftTime
{
    /// <summary>X-Timestamp: seconds with five decimals.</summary>
    public static string Timestamp(DateTimeOffset moment)
        => ((moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / (decimal)TimeSpan.TicksPerSecond)
            .ToString("F5", CultureInfo.InvariantCulture);

    /// <summary>In listings: ISO 8601 with microseconds and no zone.</summary>
    public static string Listed(DateTimeOffset moment)
        => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);

    /// <summary>Last-Modified has whole seconds and is rounded up, so that an object is never newer than it
    /// says.</summary>
    public static DateTimeOffset WholeSeconds(DateTimeOffset moment)
    {
        var seconds = moment.ToUnixTimeSeconds();
        var whole = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return whole == moment ? whole : whole.AddSeconds(1);
    }
}

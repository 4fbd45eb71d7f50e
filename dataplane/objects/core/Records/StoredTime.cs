namespace Basalt.Objects.Core.Records;

/// <summary>Moments are stored as microseconds since 1970-01-01 UTC.</summary>
internal static class StoredTime
{
    public static long ToMicroseconds(DateTimeOffset moment)
        => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds)
        => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Cuts off what cannot be stored.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset moment) => FromMicroseconds(ToMicroseconds(moment));
}

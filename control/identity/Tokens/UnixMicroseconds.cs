namespace Basalt.Control.Identity.Tokens;

/// <summary>Instants as they are stored and compared: microseconds since 1970.</summary>
internal static class UnixMicroseconds
{
    public static long From(DateTimeOffset instant) =>
        (instant - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToInstant(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}

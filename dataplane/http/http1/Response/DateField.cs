using System.Globalization;

namespace Basalt.Http.Http1.Response;

/// <summary>The Date field of the present second (RFC 9110 section 6.6.1), made once for all its responses. On one
/// shard.</summary>
internal sealed class DateField(TimeProvider clock)
{
    private readonly byte[] _line = "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"u8.ToArray();
    private long _nextSecond = long.MinValue;

    /// <summary>The line with its end.</summary>
    public ReadOnlySpan<byte> Line
    {
        get
        {
            if (clock.GetTimestamp() >= _nextSecond) Stamp();
            return _line;
        }
    }

    private void Stamp()
    {
        var now = clock.GetUtcNow();
        now.TryFormat(_line.AsSpan("Date: ".Length), out _, "R", CultureInfo.InvariantCulture);
        var left = TimeSpan.TicksPerSecond - (now.Ticks % TimeSpan.TicksPerSecond);
        _nextSecond = clock.GetTimestamp() + (left * clock.TimestampFrequency / TimeSpan.TicksPerSecond);
    }
}

using System.Globalization;
using System.Text;

namespace Basalt.Perf.Reactor.Http;

/// <summary>The bytes of the answer, head and body. The Date field is of the present second (RFC 9110 section
/// 6.6.1).</summary>
internal sealed class FixedAnswer
{
    private readonly TimeProvider _clock;
    private readonly byte[] _bytes;
    private readonly int _dateIndex;
    private long _nextSecond;

    public FixedAnswer(int bodySize, TimeProvider clock)
    {
        const string Before = "HTTP/1.1 200 OK\r\nServer: basalt\r\nDate: ";
        var date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var head = $"{Before}{date}\r\nContent-Type: application/octet-stream\r\nContent-Length: {bodySize}\r\n"
            + "Connection: keep-alive\r\n\r\n";
        _clock = clock;
        _dateIndex = Before.Length;
        _bytes = new byte[head.Length + bodySize];
        Encoding.ASCII.GetBytes(head, _bytes);
        new Random(1).NextBytes(_bytes.AsSpan(head.Length));
    }

    public ReadOnlySpan<byte> Bytes
    {
        get
        {
            if (_clock.GetTimestamp() >= _nextSecond) Stamp();
            return _bytes;
        }
    }

    private void Stamp()
    {
        var now = _clock.GetUtcNow();
        now.TryFormat(_bytes.AsSpan(_dateIndex), out _, "R", CultureInfo.InvariantCulture);
        var left = TimeSpan.TicksPerSecond - now.Ticks % TimeSpan.TicksPerSecond;
        _nextSecond = _clock.GetTimestamp() + left * _clock.TimestampFrequency / TimeSpan.TicksPerSecond;
    }
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Basalt.Node.Objects;

/// <summary>Counts what the object endpoint answers: how much, how long, how many bytes.</summary>
internal sealed class RequestMetrics
{
    private const int StatusMax = 599;

    /// <summary>Seconds, from a cached 4 KiB to a long upload.</summary>
    private static readonly double[] DurationBounds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];

    private static readonly string[] Statuses =
        [.. Enumerable.Range(0, StatusMax + 1).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    private readonly Histogram<double> _duration;
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly UpDownCounter<long> _active;

    public RequestMetrics(Meter meter)
    {
        _duration = meter.CreateHistogram(
            "basalt.node.requests.duration",
            unit: "s",
            description: "Requests by protocol, operation and status, and how long they took",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = DurationBounds });
        _received = meter.CreateCounter<long>(
            "basalt.node.requests.received", "By", "Bytes of request bodies, as announced");
        _sent = meter.CreateCounter<long>(
            "basalt.node.requests.sent", "By", "Bytes of response bodies, as announced");
        _active = meter.CreateUpDownCounter<long>("basalt.node.requests.active", description: "Requests under way");
    }

    public void Began() => _active.Add(1);

    public void Ended(string protocol, string operation, int status, TimeSpan duration, long received, long sent)
    {
        _active.Add(-1);
        var tags = new TagList
        {
            { "protocol", protocol },
            { "operation", operation },
            { "status", status is > 0 and <= StatusMax ? Statuses[status] : "other" },
        };
        _duration.Record(duration.TotalSeconds, tags);
        var protocolTag = new KeyValuePair<string, object?>("protocol", protocol);
        if (received > 0) _received.Add(received, protocolTag);
        if (sent > 0) _sent.Add(sent, protocolTag);
    }
}

using System.Diagnostics.Metrics;
using System.Text.Json;
using Basalt.Http;
using Basalt.Runtime.Rings;
using Basalt.Transport;
using Basalt.Transport.Uring;

namespace Basalt.Node.Objects;

/// <summary>
/// What the shard counts, as OpenTelemetry has it: connections, their requests' framing, the ring. Read when somebody
/// asks, so that counting costs the shard nothing; any thread.
/// </summary>
/// <remarks>Without a front of the node's own, or without a ring, the series of that are not there. They begin anew at
/// 0 when the endpoint does.</remarks>
internal sealed class ReactorMetrics
{
    private static readonly KeyValuePair<string, object?>[] s_admissions = Tags<Admission>("reason");
    private static readonly KeyValuePair<string, object?>[] s_ends = Tags<ConnectionEnd>("reason");
    private static readonly KeyValuePair<string, object?>[] s_faults = Tags<HttpFault>("fault");

    private readonly Meter _meter;
    private readonly ObjectWorkload _workload;

    private ReactorMetrics(Meter meter, ObjectWorkload workload) => (_meter, _workload) = (meter, workload);

    public static void Register(Meter meter, ObjectWorkload workload)
    {
        var metrics = new ReactorMetrics(meter, workload);
        metrics.RegisterConnections();
        metrics.RegisterRequests();
        metrics.RegisterRing();
    }

    private void RegisterConnections()
    {
        Count("connections.accepted", "", "Connections let in", static c => c.Accepted);
        Gauge("connections.open", "", "Connections that are now", static c => c.Open);
        Count(
            "connections.accept_shortages", "", "Times that accepting paused for want of descriptors or memory",
            static c => c.AcceptShortages);
        Count("connections.received", "By", "Bytes from clients", static c => c.ReceivedSize);
        Count("connections.sent", "By", "Bytes to clients", static c => c.SentSize);
        Gauge("connections.blocks", "", "Blocks of memory that connections hold", static c => c.Blocks);
        Count(
            "connections.heap_blocks", "", "Blocks from the heap, the shared ones being in use",
            static c => c.HeapBlocks);
        Count("connections.buffer_waits", "", "Receives that waited for a buffer", static c => c.BufferWaits);
        Many(
            "connections.refused", "Connections not let in, by reason", s_admissions[1..],
            static (w, i) => w.Http1?.Connections.Refused((Admission)(i + 1)));
        Many(
            "connections.ended", "Connections that ended, by reason", s_ends[1..],
            static (w, i) => w.Http1?.Connections.Ended((ConnectionEnd)(i + 1)));

        void Count(string name, string unit, string meaning, Func<TransportCounters, long> of)
            => Counter(name, unit, meaning, w => w.Http1 is { } front ? of(front.Connections) : null);

        void Gauge(string name, string unit, string meaning, Func<TransportCounters, long> of)
            => Level(name, unit, meaning, w => w.Http1 is { } front ? of(front.Connections) : null);
    }

    private void RegisterRequests()
    {
        Counter("http.requests", "", "Requests answered, refused ones too", static w => w.Http1?.Counters.Requests);
        Counter(
            "http.broken_bodies", "", "Bodies that broke off or were malformed",
            static w => w.Http1?.Counters.BrokenBodies);
        Counter("http.failures", "", "Handlers that failed", static w => w.Http1?.Counters.Failures);
        Many(
            "http.faults", "Requests refused by the front, by fault", s_faults,
            static (w, i) => w.Http1?.Counters.Faults((HttpFault)i));
    }

    private void RegisterRing()
    {
        Count("ring.enters", "Calls of io_uring_enter", static s => s.EnterCount);
        Count("ring.sleeps", "Calls of io_uring_enter that waited", static s => s.SleepCount);
        Count("ring.submissions", "Entries handed to the kernel", static s => s.SubmissionCount);
        Count("ring.completions", "Completions of operations", static s => s.CompletionCount);
        Count("ring.stale_completions", "Completions whose operation had gone: none", static s => s.StaleCount);
        Count("ring.waits", "Operations that waited for a slot or for room", static s => s.WaitCount);
        Level("ring.operations", "", "Operations with the kernel", static w => w.Kernel?.Ring?.ActiveCount);
        Level("ring.files", "", "Registered files", static w => w.Kernel?.Ring?.RegisteredFileCount);
        Level(
            "ring.receive_buffers", "", "Provided buffers that readers hold",
            static w => (w.Kernel?.Transport as UringTransport)?.LentBufferCount);
        Level("shard.timers", "", "Timers that are set", static w => w.Kernel?.Shard.TimerCount);

        void Count(string name, string meaning, Func<RingStatistics, long> of)
            => Counter(name, "", meaning, w => w.Kernel?.Ring is { } ring ? of(ring.Statistics) : null);
    }

    private void Counter(string name, string unit, string meaning, Func<ObjectWorkload, long?> of)
        => _meter.CreateObservableCounter("basalt.node." + name, () => Measure(of), unit, meaning);

    private void Level(string name, string unit, string meaning, Func<ObjectWorkload, long?> of)
        => _meter.CreateObservableGauge("basalt.node." + name, () => Measure(of), unit, meaning);

    private void Many(
        string name, string meaning, KeyValuePair<string, object?>[] tags, Func<ObjectWorkload, int, long?> of)
        => _meter.CreateObservableCounter(
            "basalt.node." + name,
            () => tags.Select((tag, i) => of(_workload, i) is { } value ? [new Measurement<long>(value, tag)] : None())
                .SelectMany(static values => values),
            "", meaning);

    private Measurement<long>[] Measure(Func<ObjectWorkload, long?> of)
        => of(_workload) is { } value ? [new Measurement<long>(value)] : None();

    private static Measurement<long>[] None() => [];

    private static KeyValuePair<string, object?>[] Tags<T>(string name)
        where T : struct, Enum
        => [.. Enum.GetNames<T>().Select(
            value => new KeyValuePair<string, object?>(name, JsonNamingPolicy.SnakeCaseLower.ConvertName(value)))];
}

using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Basalt.Contract.Node.V1;
using Basalt.Node.Objects;
using Basalt.Objects.Front;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Basalt.Tests.Unit.Node;

/// <summary>What a real endpoint on a real pool counts, as whoever scrapes it sees it.</summary>
public sealed class ReactorMetricsTests : IAsyncLifetime
{
    private const long PoolSize = 512L * 1024 * 1024;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("basalt-");
    private readonly Meter _meter = new("reactor-metrics-test");
    private readonly ObjectWorkload _workload;

    public ReactorMetricsTests() => _workload = new ObjectWorkload(
        new NobodyAsked(), new RequestMetrics(_meter), TimeProvider.System, NullLoggerFactory.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _workload.DisposeAsync();
        _meter.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Connections_requests_and_the_ring_are_counted_while_they_are_there()
    {
        ReactorMetrics.Register(_meter, _workload);
        Assert.Empty(Read());

        await _workload.ApplyAsync(Desired(), Cancellation);
        await AskAsync("GET /info HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        await AskAsync("no request\r\n\r\n");

        var values = await EventuallyAsync(static v => v["basalt.node.connections.open"] == 0);
        Assert.Equal(2, values["basalt.node.connections.accepted"]);
        Assert.Equal(2, values["basalt.node.connections.ended closed"]);
        Assert.Equal(0, values["basalt.node.connections.ended slow_reader"]);
        Assert.Equal(0, values["basalt.node.connections.refused too_many_from_address"]);
        Assert.Equal(0, values["basalt.node.connections.accept_shortages"]);
        Assert.True(values["basalt.node.connections.received"] > 50);
        Assert.True(values["basalt.node.connections.sent"] > 50);
        Assert.Equal(2, values["basalt.node.http.requests"]);
        Assert.Equal(1, values.Where(static v => v.Key.StartsWith("basalt.node.http.faults", StringComparison.Ordinal))
            .Sum(static v => v.Value));
        if (_workload.Kernel!.Ring is null) return;
        Assert.True(values["basalt.node.ring.enters"] > 0);
        Assert.True(values["basalt.node.ring.completions"] > 0);
        Assert.Equal(0, values["basalt.node.ring.stale_completions"]);
        Assert.Equal(0, values["basalt.node.ring.receive_buffers"]);
    }

    private async Task AskAsync(string request)
    {
        var port = (int)_workload.Observe().Listeners[0].Port;
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), Cancellation);
        await client.SendAsync(System.Text.Encoding.ASCII.GetBytes(request), Cancellation);
        var buffer = new byte[4096];
        while (await client.ReceiveAsync(buffer, Cancellation) > 0)
        {
        }
    }

    private async Task<Dictionary<string, long>> EventuallyAsync(Func<Dictionary<string, long>, bool> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var values = Read();
            if (condition(values)) return values;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        }
    }

    /// <summary>All that is observed now, by name and tag.</summary>
    private Dictionary<string, long> Read()
    {
        var values = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter == _meter && instrument.IsObservable) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => values.Add(
            tags.Length == 0
                ? instrument.Name
                : string.Create(CultureInfo.InvariantCulture, $"{instrument.Name} {tags[0].Value}"),
            value));
        listener.Start();
        listener.RecordObservableInstruments();
        return values;
    }

    private DesiredState Desired() => new()
    {
        Generation = 1,
        Pool = new Basalt.Contract.Node.V1.Pool
        {
            Path = Path.Combine(_directory.FullName, "pool"), Size = (ulong)PoolSize, Device = "auto",
        },
        ObjectEndpoint = new Basalt.Contract.Node.V1.ObjectEndpoint
        {
            Address = "127.0.0.1", Port = 0, Region = "RegionOne",
        },
    };

    /// <summary>Identity of a cloud without users.</summary>
    private sealed class NobodyAsked : IIdentityClient
    {
        public ValueTask<IdentityAnswer> ValidateTokenAsync(string token, CancellationToken cancellation)
            => new(new IdentityAnswer(IdentityOutcome.Unknown, null));

        public ValueTask<SigningKeyAnswer> GetSigningKeyAsync(
            string accessKey, string date, string region, string service, CancellationToken cancellation)
            => new(new SigningKeyAnswer(IdentityOutcome.Unknown, default, null));
    }
}

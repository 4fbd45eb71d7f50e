using System.Net;

using Basalt.Runtime;
using Basalt.Runtime.Simulation;
using Basalt.Transport;
using Basalt.Transport.Simulation;

namespace Basalt.Tests.Unit.Transport;

/// <summary>A simulated network; the server's process and the clients', from one seed.</summary>
internal sealed class SimulatedArena : Arena
{
    private readonly SimulatedScheduler _scheduler;
    private readonly SimulatedNetwork _network;
    private readonly SimulatedShard _shard;

    public SimulatedArena(int seed, SimulatedNetworkOptions options)
    {
        _scheduler = new SimulatedScheduler(seed);
        _network = new SimulatedNetwork(_scheduler, options);
        _shard = new SimulatedShard("server", _scheduler);
    }

    public override Shard Shard => _shard;

    public override ITransport Transport => _network;

    public override EndPoint Address { get; } = new IPEndPoint(IPAddress.Loopback, 0);

    public ulong TraceHash => _scheduler.TraceHash;

    /// <summary>Runs on the simulated shard, and what is left after the test, its disposal, as well.</summary>
    public override Task RunAsync(Func<Task> test)
    {
        _scheduler.Run(async () => await _shard.RunAsync(async () =>
        {
            await test();
            await DisposeAsync();
        }));
        return Task.CompletedTask;
    }

    /// <summary>Within the run alone: after one that failed nothing goes on, and nothing is waited for.</summary>
    public override ValueTask DisposeAsync() => _shard.IsCurrent ? base.DisposeAsync() : ValueTask.CompletedTask;

    public override async Task<TestPeer> ConnectAsync(IListener listener, IPAddress source)
        => await PipePeer.ConnectAsync(
            handler => _network.ConnectAsync(_shard, source, listener.LocalEndPoint, handler));

    public override Task PassAsync(TimeSpan time) => Task.Delay(time, _shard.Time);

    public override Task PassUntilAsync(Func<bool> condition) => EventuallyAsync(condition);

    public override async Task EventuallyAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            if (i == 100_000) throw new TimeoutException("the state did not come");
            await Task.Delay(TimeSpan.FromMilliseconds(1), _shard.Time);
        }
    }
}

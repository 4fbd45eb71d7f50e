using System.Net;

using Basalt.Runtime;
using Basalt.Transport;
using Basalt.Transport.Memory;

namespace Basalt.Tests.Unit.Transport;

internal sealed class MemoryArena : Arena
{
    private readonly TestTime _time = new();
    private readonly MemoryNetwork _network = new();

    public MemoryArena() => Shard = ThreadShard.Start("memory", new SignalDriver(), _time, seed: 1);

    public override Shard Shard { get; }

    public override ITransport Transport => _network;

    public override EndPoint Address { get; } = new IPEndPoint(IPAddress.Loopback, 0);

    public override Task RunAsync(Func<Task> test) => Shard.RunAsync(test);

    public override async Task<TestPeer> ConnectAsync(IListener listener, IPAddress source)
        => await PipePeer.ConnectAsync(
            handler => _network.ConnectAsync(Shard, source, listener.LocalEndPoint, handler));

    public override Task PassAsync(TimeSpan time) => RealWait.PassAsync(_time, time);

    public override Task PassUntilAsync(Func<bool> condition) => RealWait.PassUntilAsync(_time, condition);

    public override Task EventuallyAsync(Func<bool> condition) => RealWait.EventuallyAsync(condition);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Shard.DisposeAsync();
    }
}

using System.Net;

using Basalt.Runtime;
using Basalt.Transport;
using Basalt.Transport.Sockets;

namespace Basalt.Tests.Unit.Transport;

/// <summary>The kernel's loopback. Its timing is real; the shard's clock is the test's.</summary>
internal class SocketArena : Arena
{
    private readonly TestTime _time = new();

    public SocketArena()
        : this(new SignalDriver(), new SocketTransport())
    {
    }

    protected SocketArena(ShardDriver driver, ITransport transport)
    {
        Shard = ThreadShard.Start("kernel", driver, _time, seed: 1);
        Transport = transport;
    }

    public override Shard Shard { get; }

    public override ITransport Transport { get; }

    public override EndPoint Address { get; } = new IPEndPoint(IPAddress.Loopback, 0);

    public override Task RunAsync(Func<Task> test) => Shard.RunAsync(test);

    public override Task<TestPeer> ConnectAsync(IListener listener, IPAddress source)
        => SocketPeer.ConnectAsync(listener.LocalEndPoint, source);

    public override Task PassAsync(TimeSpan time) => RealWait.PassAsync(_time, time);

    public override Task PassUntilAsync(Func<bool> condition) => RealWait.PassUntilAsync(_time, condition);

    public override Task EventuallyAsync(Func<bool> condition) => RealWait.EventuallyAsync(condition);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Shard.DisposeAsync();
    }
}

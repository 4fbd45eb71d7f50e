using System.Net;
using System.Net.Sockets;

using Basalt.Interop.Linux.Uring;
using Basalt.Runtime;
using Basalt.Runtime.Rings;

using Xunit;

namespace Basalt.Tests.Unit.Runtime.Rings;

/// <summary>A shard on a ring, and pairs of connected sockets.</summary>
internal sealed class RingFixture : IAsyncDisposable
{
    private readonly List<IDisposable> _owned = [];

    private RingFixture(RingDriver driver, ThreadShard shard)
    {
        Driver = driver;
        Shard = shard;
    }

    public RingDriver Driver { get; }

    public ThreadShard Shard { get; }

    public static RingFixture Start(RingOptions? options = null, ShardOptions? shard = null)
    {
        Assert.SkipUnless(IoUringProbe.Probe().IsAvailable, "this kernel makes no ring");
        var driver = new RingDriver(options ?? new RingOptions());
        return new RingFixture(
            driver, ThreadShard.Start("ring test", driver, TimeProvider.System, 1, shard ?? new ShardOptions()));
    }

    public static RingFixture StartWith(IoUringCapabilities needed, RingOptions? options = null)
    {
        var fixture = Start(options);
        Assert.SkipUnless((fixture.Driver.Capabilities & needed) == needed, $"this kernel's rings lack {needed}");
        return fixture;
    }

    /// <summary>Two ends of a connection over the loopback.</summary>
    public (Socket Near, Socket Far) Connect()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        far.Connect(listener.LocalEndPoint!);
        var near = listener.Accept();
        near.NoDelay = true;
        _owned.Add(near);
        _owned.Add(far);
        return (near, far);
    }

    public async ValueTask DisposeAsync()
    {
        await Shard.DisposeAsync();
        foreach (var owned in _owned) owned.Dispose();
    }
}

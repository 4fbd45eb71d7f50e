using System.Net;
using System.Net.Sockets;

using Basalt.Transport;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

/// <summary>What transports over the kernel's sockets promise besides.</summary>
public abstract partial class KernelTransportSuite : TransportSuite
{
    [Fact]
    public Task A_unix_socket_serves_with_the_mode_it_was_given() => InArenaAsync(async arena =>
    {
        var folder = Directory.CreateTempSubdirectory("basalt-transport-");
        var path = Path.Combine(folder.FullName, "socket");
        var options = new ListenerOptions { SocketFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        var listener = arena.Transport.Listen(arena.Shard, new UnixDomainSocketEndPoint(path), options, EchoAsync);
        await using (var peer = await arena.ConnectAsync(listener))
        {
            await peer.SendAsync(Pattern(100_000));
            Assert.Equal(Pattern(100_000), await peer.ReceiveExactlyAsync(100_000));
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Throws<IOException>(
            () => arena.Transport.Listen(arena.Shard, new UnixDomainSocketEndPoint(path), options, EchoAsync));
        await listener.DisposeAsync();
        Assert.False(File.Exists(path));
        folder.Delete(recursive: true);
    });

    [Fact]
    public Task A_socket_file_that_nobody_listens_on_is_taken_over() => InArenaAsync(async arena =>
    {
        var folder = Directory.CreateTempSubdirectory("basalt-transport-");
        var address = new UnixDomainSocketEndPoint(Path.Combine(folder.FullName, "socket"));
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(address);
        }

        // .NET deletes the file with the socket it bound; a process that was killed does not.
        if (!File.Exists(address.ToString())) MakeAbandoned(address);
        var listener = arena.Transport.Listen(arena.Shard, address, new ListenerOptions(), EchoAsync);
        await using (var peer = await arena.ConnectAsync(listener)) await peer.SendAsync(Pattern(1));
        await listener.DisposeAsync();
        folder.Delete(recursive: true);
    });

    [Fact]
    public Task Ipv6_is_served_and_ipv4_through_the_same_socket() => InArenaAsync(async arena =>
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "this kernel has no IPv6");
        var seen = new List<EndPoint>();
        var listener = arena.Transport.Listen(
            arena.Shard, new IPEndPoint(IPAddress.IPv6Any, 0), new ListenerOptions(),
            connection =>
            {
                seen.Add(connection.RemoteEndPoint);
                return EchoAsync(connection);
            });
        var port = ((IPEndPoint)listener.LocalEndPoint).Port;
        foreach (var address in new[] { IPAddress.IPv6Loopback, IPAddress.Loopback })
        {
            await using var peer = await SocketPeer.ConnectAsync(new IPEndPoint(address, port), address);
            await peer.SendAsync(Pattern(500));
            Assert.Equal(Pattern(500), await peer.ReceiveExactlyAsync(500));
        }

        Assert.Equal(
            [IPAddress.IPv6Loopback, IPAddress.Loopback], seen.Select(static end => ((IPEndPoint)end).Address));
        await listener.DisposeAsync();
    });

    [Fact]
    public Task An_address_in_use_is_refused_by_name() => InArenaAsync(async arena =>
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var failure = Assert.Throws<IOException>(
            () => arena.Transport.Listen(arena.Shard, other.LocalEndPoint!, new ListenerOptions(), EchoAsync));
        Assert.Contains(other.LocalEndPoint!.ToString()!, failure.Message, StringComparison.Ordinal);
        await Task.CompletedTask;
    });

    [Fact]
    public Task Two_listeners_share_one_port() => InArenaAsync(async arena =>
    {
        var first = arena.Listen(EchoAsync);
        var second = arena.Transport.Listen(arena.Shard, first.LocalEndPoint, new ListenerOptions(), EchoAsync);
        var peers = new List<TestPeer>();
        for (var i = 0; i < 64; i++)
        {
            peers.Add(await arena.ConnectAsync(first));
            await peers[i].SendAsync(Pattern(10));
            await peers[i].ReceiveExactlyAsync(10);
        }

        Assert.Equal(64, first.Counters.Open + second.Counters.Open);
        Assert.NotEqual(0, first.Counters.Open);
        Assert.NotEqual(0, second.Counters.Open);
        foreach (var peer in peers) await peer.DisposeAsync();
        await second.DisposeAsync();
    });

    /// <summary>A socket bound through another name of its file leaves this one behind.</summary>
    private static void MakeAbandoned(UnixDomainSocketEndPoint address)
    {
        var path = address.ToString();
        using var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dead.Bind(new UnixDomainSocketEndPoint(path + ".bound"));
        File.Move(path + ".bound", path);
    }
}

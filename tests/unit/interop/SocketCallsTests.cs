using System.Net;
using System.Net.Sockets;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Sockets;

using Xunit;

namespace Basalt.Tests.Unit.Interop;

public sealed class SocketCallsTests
{
    [Theory]
    [InlineData("127.0.0.1", AddressFamily.InterNetwork)]
    [InlineData("::1", AddressFamily.InterNetworkV6)]
    public void A_listener_takes_a_port_and_says_which(string address, AddressFamily family)
    {
        Assert.Equal(Errno.None, SocketCalls.TryCreate(family, out var handle));
        using (handle)
        {
            var wanted = new IPEndPoint(IPAddress.Parse(address), 0);
            Assert.Equal(Errno.None, SocketCalls.SetOption(handle, SocketOption.ReusePort, 1));
            Assert.Equal(Errno.None, SocketCalls.Bind(handle, wanted.Serialize()));
            Assert.Equal(Errno.None, SocketCalls.Listen(handle, 16));
            Assert.Equal(Errno.None, SocketCalls.GetSocketName(handle, family, out var name));
            var found = (IPEndPoint)wanted.Create(name);
            Assert.Equal(wanted.Address, found.Address);
            Assert.NotEqual(0, found.Port);
            Assert.Equal(Errno.ENOTCONN, SocketCalls.GetPeerName(handle, family, out _));
        }
    }

    [Fact]
    public void Two_sockets_share_a_port_only_if_both_say_so()
    {
        SocketCalls.TryCreate(AddressFamily.InterNetwork, out var first);
        SocketCalls.TryCreate(AddressFamily.InterNetwork, out var second);
        using (first)
        using (second)
        {
            SocketCalls.SetOption(first, SocketOption.ReusePort, 1);
            Assert.Equal(Errno.None, SocketCalls.Bind(first, new IPEndPoint(IPAddress.Loopback, 0).Serialize()));
            SocketCalls.Listen(first, 1);
            SocketCalls.GetSocketName(first, AddressFamily.InterNetwork, out var name);
            Assert.Equal(Errno.EADDRINUSE, SocketCalls.Bind(second, name));
            SocketCalls.SetOption(second, SocketOption.ReusePort, 1);
            Assert.Equal(Errno.None, SocketCalls.Bind(second, name));
        }
    }

    [Fact]
    public void An_option_is_read_as_it_was_set()
    {
        SocketCalls.TryCreate(AddressFamily.InterNetwork, out var handle);
        using (handle)
        {
            Assert.Equal(Errno.None, SocketCalls.GetOption(handle, SocketOption.NoDelay, out var before));
            Assert.Equal(0, before);
            Assert.Equal(Errno.None, SocketCalls.SetOption(handle, SocketOption.NoDelay, 1));
            SocketCalls.GetOption(handle, SocketOption.NoDelay, out var after);
            Assert.NotEqual(0, after);
            Assert.Equal(Errno.ENOTCONN, SocketCalls.Shutdown(handle, SocketShutdown.Both));
        }
    }

    [Fact]
    public void A_unix_socket_is_bound_to_its_path()
    {
        var folder = Directory.CreateTempSubdirectory("basalt-socket-").FullName;
        SocketCalls.TryCreate(AddressFamily.Unix, out var handle);
        using (handle)
        {
            var path = new UnixDomainSocketEndPoint(Path.Combine(folder, "s"));
            Assert.Equal(Errno.None, SocketCalls.Bind(handle, path.Serialize()));
            Assert.Equal(Errno.None, SocketCalls.GetSocketName(handle, AddressFamily.Unix, out var name));
            Assert.Equal(path.ToString(), path.Create(name).ToString());
        }

        Directory.Delete(folder, recursive: true);
    }
}

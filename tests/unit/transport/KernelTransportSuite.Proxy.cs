using System.Net;

using Basalt.Transport;
using Basalt.Transport.Proxy;

using Xunit;

namespace Basalt.Tests.Unit.Transport;

/// <content>PROXY protocol version 2 through a listener.</content>
public abstract partial class KernelTransportSuite
{
    /// <summary>TCP over IPv4 from 192.0.2.1:7 to 198.51.100.1:80.</summary>
    private static readonly byte[] s_proxyHeader =
        Convert.FromHexString("0D0A0D0A000D0A515549540A" + "2111000C" + "C0000201" + "C6336401" + "00070050");

    private static readonly ListenerOptions s_trusting =
        new() { Proxy = new ProxyOptions([IPNetwork.Parse("127.0.0.1/32")]) };

    [Fact]
    public Task A_trusted_proxy_says_who_its_client_is() => InArenaAsync(async arena =>
    {
        (EndPoint Remote, EndPoint Local)? seen = null;
        var listener = arena.Listen(
            connection =>
            {
                seen = (connection.RemoteEndPoint, connection.LocalEndPoint);
                return EchoAsync(connection);
            },
            options: s_trusting);
        await using var peer = await arena.ConnectAsync(listener);

        // In two parts, the second with the first bytes of what is proxied.
        await peer.SendAsync(s_proxyHeader.AsMemory(0, 20));
        await arena.EventuallyAsync(() => listener.Counters.ReceivedSize == 20);
        await peer.SendAsync((byte[])[.. s_proxyHeader[20..], .. Pattern(100)]);
        Assert.Equal(Pattern(100), await peer.ReceiveExactlyAsync(100));
        Assert.Equal(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 7), seen!.Value.Remote);
        Assert.Equal(new IPEndPoint(IPAddress.Parse("198.51.100.1"), 80), seen!.Value.Local);
    });

    [Fact]
    public Task Limits_by_address_hold_for_whom_a_proxy_names() => InArenaAsync(async arena =>
    {
        var limits = new TransportLimits { ConnectionsPerAddressMax = 1 };
        var listener = arena.Listen(EchoAsync, limits, s_trusting with { Gate = new ConnectionGate(limits) });
        await using var first = await arena.ConnectAsync(listener);
        await first.SendAsync(s_proxyHeader);
        await first.SendAsync(Pattern(1));
        await first.ReceiveExactlyAsync(1);
        await using var second = await arena.ConnectAsync(listener);
        await second.SendAsync(s_proxyHeader);
        Assert.True(await second.EndsByResetAsync());
        await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.Refused) == 1);
        Assert.Equal(1, listener.Counters.Refused(Admission.TooManyFromAddress));
    });

    [Fact]
    public Task Who_is_no_trusted_proxy_has_its_header_read_as_its_own_bytes() => InArenaAsync(async arena =>
    {
        EndPoint? seen = null;
        var listener = arena.Listen(
            connection =>
            {
                seen = connection.RemoteEndPoint;
                return EchoAsync(connection);
            },
            options: s_trusting);
        await using var peer = await arena.ConnectAsync(listener, IPAddress.Parse("127.0.0.2"));
        await peer.SendAsync(s_proxyHeader);
        Assert.Equal(s_proxyHeader, await peer.ReceiveExactlyAsync(s_proxyHeader.Length));
        Assert.Equal(IPAddress.Parse("127.0.0.2"), ((IPEndPoint)seen!).Address);
    });

    [Theory]
    [InlineData(20, true)] // The beginning of a header, then the end.
    [InlineData(0, false)] // No header at all.
    public Task A_header_that_is_cut_or_none_ends_the_connection(int size, bool isCut) => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(EchoAsync, options: s_trusting);
        await using var peer = await arena.ConnectAsync(listener);
        await peer.SendAsync(isCut ? s_proxyHeader.AsMemory(0, size) : "GET / HTTP/1.1\r\n"u8.ToArray());
        await peer.FinishAsync();
        Assert.True(await peer.EndsByResetAsync());
        await arena.EventuallyAsync(() => listener.Counters.Ended(ConnectionEnd.HandshakeFailed) == 1);
        Assert.Empty(arena.Warnings);
    });

    [Fact]
    public Task A_header_that_does_not_end_is_cut_off() => InArenaAsync(async arena =>
    {
        var listener = arena.Listen(EchoAsync, options: s_trusting);
        await using var peer = await arena.ConnectAsync(listener);
        await peer.SendAsync(s_proxyHeader.AsMemory(0, 20));
        await arena.EventuallyAsync(() => listener.Counters.ReceivedSize == 20);
        await arena.PassUntilAsync(() => listener.Counters.Ended(ConnectionEnd.HandshakeTimeout) == 1);
        Assert.True(await peer.EndsByResetAsync());
    });
}

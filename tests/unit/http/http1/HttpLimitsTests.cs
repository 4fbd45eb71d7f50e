using System.Text;

using Basalt.Http;
using Basalt.Tests.Unit.Transport;
using Basalt.Transport;
using Xunit;

namespace Basalt.Tests.Unit.Http.Http1;

/// <summary>Every limit of the front is reached, and what is just within it is served.</summary>
public sealed class HttpLimitsTests
{
    private const string End = "Connection: close\r\n\r\n";

    /// <summary>"GET " before and " HTTP/1.1\r\n" after the target.</summary>
    private const int LineExtraSize = 15;

    private static readonly TimeSpan s_late = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(0, "200")]
    [InlineData(1, "414")]
    public Task A_request_line_ends_at_RequestLineSizeMax(int more, string status) => IsAnsweredAsync(
        $"GET /{new string('x', HttpLimits.RequestLineSizeMax - LineExtraSize - 1 + more)} HTTP/1.1\r\n"
            + $"Host: h\r\n{End}",
        status);

    [Theory]
    [InlineData(0, "200")]
    [InlineData(1, "431")]
    public Task Fields_end_at_HeadersSizeMax(int more, string status)
    {
        const string Before = "Host: h\r\nX: ";
        var size = HttpLimits.HeadersSizeMax - Before.Length - 2 - End.Length + more;
        return IsAnsweredAsync($"GET / HTTP/1.1\r\n{Before}{new string('x', size)}\r\n{End}", status);
    }

    [Theory]
    [InlineData(0, "200")]
    [InlineData(1, "431")]
    public Task Lines_end_at_HeaderLineCountMax(int more, string status)
    {
        var lines = string.Concat(Enumerable.Repeat("x: y\r\n", HttpLimits.HeaderLineCountMax - 2 + more));
        return IsAnsweredAsync($"GET / HTTP/1.1\r\nHost: h\r\n{lines}{End}", status);
    }

    [Theory]
    [InlineData(HttpLimits.EmptyLineCountMax, "200")]
    [InlineData(HttpLimits.EmptyLineCountMax + 1, "400")]
    public Task Empty_lines_end_at_EmptyLineCountMax(int count, string status) => IsAnsweredAsync(
        string.Concat(Enumerable.Repeat("\r\n", count)) + $"GET / HTTP/1.1\r\nHost: h\r\n{End}", status);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public Task A_chunk_line_ends_at_ChunkLineSizeMax(int more, bool isTaken)
        => IsTakenAsync($"5;{new string('x', HttpLimits.ChunkLineSizeMax - 3 + more)}\r\nhello\r\n0\r\n\r\n", isTaken);

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public Task Chunk_extensions_end_at_ChunkExtensionsSizeMax(int more, bool isTaken)
    {
        const int EachSize = 512;
        var chunk = $"1;{new string('x', EachSize - 1)}\r\na\r\n";
        var chunks = string.Concat(Enumerable.Repeat(chunk, HttpLimits.ChunkExtensionsSizeMax / EachSize));
        return IsTakenAsync($"{chunks}0{(more > 0 ? ";" : "")}\r\n\r\n", isTaken);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public Task Trailers_end_at_TrailersSizeMax(int more, bool isTaken)
    {
        var line = $"x: {new string('y', HttpLimits.TrailersSizeMax - 3 - 1 + more)}";
        return IsTakenAsync($"0\r\n{line}\r\n\r\n", isTaken);
    }

    [Fact]
    public Task A_head_has_HeadersTimeMax() => FrontArena.RunAsync(async arena =>
    {
        await using var silent = await arena.ConnectAsync();
        await using var slow = await arena.ConnectAsync();
        await SendAsync(slow, "GET /v1 HTTP/1.1\r\nHost:");
        var crumbs = HttpLimits.HeadersTimeMax / TimeSpan.FromSeconds(5);
        for (var i = 0; i < crumbs; i++)
        {
            await arena.PassAsync(TimeSpan.FromSeconds(5));
            await SendAsync(slow, "x");
        }

        await arena.PassAsync(s_late);
        var response = Encoding.Latin1.GetString(await slow.ReceiveToEndAsync());
        Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", response, StringComparison.Ordinal);
        Assert.EndsWith("HeadTimeout GET /v1", response, StringComparison.Ordinal);

        // Who said nothing at all is told nothing.
        Assert.Empty(await silent.ReceiveToEndAsync());
        Assert.Equal(1, arena.Front.Counters.Faults(HttpFault.HeadTimeout));
    });

    [Fact]
    public Task An_idle_connection_has_KeepAliveMax() => FrontArena.RunAsync(async arena =>
    {
        await using var peer = await arena.ConnectAsync();
        await SendAsync(peer, "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        var receiving = peer.ReceiveToEndAsync();
        await RealWait.EventuallyAsync(() => arena.Handler.Requests.Count == 1);
        await arena.PassAsync(HttpLimits.KeepAliveMax - s_late);
        Assert.False(receiving.IsCompleted);
        await arena.PassAsync(s_late + s_late);
        Assert.StartsWith("HTTP/1.1 200", Encoding.Latin1.GetString(await receiving), StringComparison.Ordinal);
        await peer.DisposeAsync();
        await RealWait.EventuallyAsync(() => arena.Front.Connections.Ended(ConnectionEnd.IdleTimeout) == 1);
    });

    [Theory]
    [InlineData("Content-Length: 100000\r\n\r\nsome")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n4\r\nsome\r\nffff\r\nm")]
    public Task A_body_of_which_nothing_comes_for_StalledRequestTimeMax_is_answered(string rest)
        => FrontArena.RunAsync(async arena =>
        {
            await using var peer = await arena.ConnectAsync();
            await SendAsync(peer, $"PUT /mapped HTTP/1.1\r\nHost: h\r\n{rest}");
            var receiving = peer.ReceiveToEndAsync();
            await arena.PassAsync(HttpLimits.StalledRequestTimeMax - s_late);
            Assert.False(receiving.IsCompleted);

            // What comes begins the time anew; it is enough to keep the pace as well.
            await SendAsync(peer, new string('x', 2_000));
            await arena.PassAsync(HttpLimits.StalledRequestTimeMax - s_late);
            Assert.False(receiving.IsCompleted);
            await arena.PassAsync(s_late + s_late);

            var response = Encoding.Latin1.GetString(await receiving);
            Assert.StartsWith("HTTP/1.1 408 Request Timeout\r\n", response, StringComparison.Ordinal);
            Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
            Assert.IsType<StalledBodyException>(Assert.Single(arena.Handler.Failures));
            Assert.Empty(arena.Reports);
        });

    [Fact]
    public Task A_body_keeps_BodyRateMin_over_StalledBodyTimeMax() => FrontArena.RunAsync(async arena =>
    {
        await using var peer = await arena.ConnectAsync();
        await SendAsync(peer, "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");

        // A byte now and then is not the pace.
        for (var i = 0; i < 3; i++)
        {
            await arena.PassAsync(HttpLimits.StalledBodyTimeMax / 2);
            if (arena.Front.Connections.Open == 1) await SendQuietlyAsync(peer, "x");
        }

        Assert.True(await peer.EndsByResetAsync());
        Assert.IsType<TruncatedBodyException>(Assert.Single(arena.Handler.Failures));
        await peer.DisposeAsync();
        await RealWait.EventuallyAsync(() => arena.Front.Connections.Ended(ConnectionEnd.SlowSender) == 1);
    });

    [Fact]
    public Task ConnectionCountMax_and_ConnectionsPerAddressMax_are_the_transport_s() => FrontArena.RunAsync(
        async arena =>
        {
            await using var first = await arena.ConnectAsync();
            await Assert.ThrowsAsync<IOException>(arena.ConnectAsync);
            Assert.Equal(1, arena.Front.Connections.Open);
        },
        options =>
        {
            Assert.Equal(HttpLimits.ConnectionCountMax, options.Limits.ConnectionsMax);
            Assert.Equal(HttpLimits.ConnectionsPerAddressMax, options.Limits.ConnectionsPerAddressMax);
            Assert.Equal(HttpLimits.RequestBufferSizeMax, options.Limits.ReceivePauseSize);
            Assert.Equal(HttpLimits.ResponseBufferSizeMax, options.Limits.SendPauseSize);
            return options with { Limits = options.Limits with { ConnectionsMax = 1 } };
        });

    private static Task IsAnsweredAsync(string request, string status) => FrontArena.RunAsync(async arena =>
    {
        var response = await arena.ExchangeAsync(request);
        Assert.StartsWith($"HTTP/1.1 {status} ", response, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
        Assert.Equal(status == "200" ? 0 : 1, arena.Handler.Faults.Count);
    });

    private static Task IsTakenAsync(string chunks, bool isTaken) => FrontArena.RunAsync(async arena =>
    {
        var response = await arena.ExchangeAsync(
            $"PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n{End}{chunks}");
        if (isTaken) Assert.StartsWith("HTTP/1.1 200 ", response, StringComparison.Ordinal);
        else Assert.IsType<MalformedBodyException>(Assert.Single(arena.Handler.Failures));
    });

    private static Task SendAsync(TestPeer peer, string text) => peer.SendAsync(Encoding.Latin1.GetBytes(text));

    private static async Task SendQuietlyAsync(TestPeer peer, string text)
    {
        try
        {
            await SendAsync(peer, text);
        }
        catch (IOException)
        {
            // It was cut off already, which is what the test waits for.
        }
    }
}

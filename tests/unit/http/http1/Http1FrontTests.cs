using System.Text;

using Basalt.Http;
using Basalt.Tests.Unit.Transport;
using Xunit;

namespace Basalt.Tests.Unit.Http.Http1;

/// <summary>Requests and responses over one connection.</summary>
public sealed class Http1FrontTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private const string LastGet = "GET /last HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

    [Fact]
    public Task Field_values_keep_their_bytes_both_ways() => FrontArena.RunAsync(async arena =>
    {
        var response = await arena.ExchangeAsync(
            "GET / HTTP/1.1\r\nHost: h\r\nX-Echo: \u00e4\u00ff\r\nConnection: close\r\n\r\n");
        Assert.Contains("\r\nX-Echo: \u00e4\u00ff\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", response, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith(
            "HTTP/1.1 200 OK\r\nDate: Tue, 01 Jan 2030 00:00:00 GMT\r\n", response, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public Task Pipelined_requests_are_answered_in_order(int partSize) => FrontArena.RunAsync(async arena =>
    {
        const int Count = 40;
        var requests = string.Concat(Enumerable.Range(0, Count).Select(static i => i % 2 == 0
            ? $"PUT /{i} HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n{i:000}"
            : $"PUT /{i} HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                + $"1\r\n0\r\n2;x=y\r\n{i:00}\r\n0\r\na: b\r\n\r\n"));
        var response = await arena.ExchangeAsync(requests + LastGet, partSize: partSize);

        var bodies = response!.Split("HTTP/1.1 200 OK").Skip(1).Select(static each => each.Split("\r\n\r\n")[1]);
        Assert.Equal([.. Enumerable.Range(0, Count).Select(static i => $"{i:000}"), ""], bodies);
        Assert.Equal(Count + 1, arena.Handler.Requests.Select(static each => each.RequestId).Distinct().Count());
        Assert.Equal(Count + 1, arena.Front.Counters.Requests);
    });

    [Fact]
    public Task A_continue_is_sent_when_the_body_is_read() => FrontArena.RunAsync(async arena =>
    {
        await using var peer = await arena.ConnectAsync();
        await SendAsync(peer, "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await ReceiveAsync(peer, 25));
        await SendAsync(peer, "hello" + LastGet);

        // The connection went on after it.
        var rest = Encoding.Latin1.GetString(await peer.ReceiveToEndAsync());
        Assert.EndsWith("\r\n\r\n", rest, StringComparison.Ordinal);
        Assert.Equal(["hello", ""], arena.Handler.Requests.Select(static each => each.Body));
    });

    [Theory]
    [InlineData("/", 0)]
    [InlineData("/refuse", 5)]
    [InlineData("/refuse", 5_000_000)]
    public Task An_answer_without_the_continue_that_was_asked_for_ends_the_connection(string target, int size)
        => FrontArena.RunAsync(async arena =>
        {
            var response = await arena.ExchangeAsync(
                $"PUT {target} HTTP/1.1\r\nHost: h\r\nContent-Length: {size}\r\nExpect: 100-continue\r\n\r\n");
            Assert.DoesNotContain("100 Continue", response, StringComparison.Ordinal);
            Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
        });

    [Fact]
    public Task Little_of_a_body_that_nobody_read_is_passed_over() => FrontArena.RunAsync(async arena =>
    {
        var body = new string('x', 100_000);
        var response = await arena.ExchangeAsync(
            $"PUT /refuse HTTP/1.1\r\nHost: h\r\nContent-Length: {body.Length}\r\n\r\n{body}"
            + $"PUT /refuse HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n186a0\r\n{body}\r\n0\r\n\r\n"
            + LastGet);
        Assert.Equal(3, response!.Split("HTTP/1.1 ").Length - 1);
        Assert.Equal("/last", arena.Handler.Requests[^1].Path);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Much_of_a_body_that_nobody_read_ends_it(bool isChunked) => FrontArena.RunAsync(async arena =>
    {
        var body = new string('x', HttpLimits.DrainSizeMax + 1);
        var framing = isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {body.Length}";
        var response = await arena.ExchangeAsync(
            $"PUT /refuse HTTP/1.1\r\nHost: h\r\n{framing}\r\n\r\n"
            + (isChunked ? $"{body.Length:x}\r\n{body}\r\n0\r\n\r\n" : body) + LastGet);
        Assert.StartsWith("HTTP/1.1 403 Forbidden\r\n", response, StringComparison.Ordinal);
        Assert.Equal("/refuse", Assert.Single(arena.Handler.Requests).Path);
    });

    [Fact]
    public Task A_response_of_unknown_length_is_chunked_and_ends() => FrontArena.RunAsync(async arena =>
    {
        var response = await arena.ExchangeAsync(
            "GET /chunks?3 HTTP/1.1\r\nHost: h\r\n\r\n" + LastGet);
        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", response, StringComparison.Ordinal);
        Assert.Contains(
            "\r\n\r\n000001\r\nb\r\n000002\r\ncc\r\n000003\r\nddd\r\n0\r\n\r\nHTTP/1.1 200", response,
            StringComparison.Ordinal);
    });

    [Fact]
    public Task A_response_of_unknown_length_ends_with_the_connection_of_an_old_client() => FrontArena.RunAsync(
        async arena =>
        {
            var response = await arena.ExchangeAsync(
                "GET /chunks?3 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
            Assert.DoesNotContain("Transfer-Encoding", response, StringComparison.Ordinal);
            Assert.EndsWith("Connection: close\r\n\r\nbccddd", response, StringComparison.Ordinal);
        });

    [Fact]
    public Task An_old_client_that_asks_for_it_is_told_that_the_connection_goes_on() => FrontArena.RunAsync(
        async arena =>
        {
            var response = await arena.ExchangeAsync(
                "GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\n\r\n");
            Assert.Contains("\r\nConnection: keep-alive\r\n", response, StringComparison.Ordinal);
            Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
            Assert.Equal(["/1", "/2"], arena.Handler.Requests.Select(static each => each.Path));
        });

    [Theory]
    [InlineData("HEAD /chunks?3", "")]
    [InlineData("HEAD /", "Content-Length: 0\r\n")]
    [InlineData("GET /empty", "")]
    [InlineData("GET /refuse", "Content-Length: 0\r\n")]
    public Task An_answer_without_a_body_says_so(string request, string framing) => FrontArena.RunAsync(async arena =>
    {
        var response = await arena.ExchangeAsync(
            $"{request} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        Assert.EndsWith($"GMT\r\n{framing}Connection: close\r\n\r\n", response, StringComparison.Ordinal);
    });

    [Fact]
    public Task What_was_prepared_and_not_flushed_can_still_be_changed() => FrontArena.RunAsync(async arena =>
    {
        var response = await arena.ExchangeAsync("GET /changed HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 503 Service Unavailable\r\n", response, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Why: changed\r\nX-More: yes\r\n", response, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nlate", response, StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(9)]
    [InlineData(11)]
    [InlineData(100_000)]
    public Task A_body_of_another_length_than_announced_ends_the_connection(int size) => FrontArena.RunAsync(
        async arena =>
        {
            var response = await arena.ExchangeAsync($"GET /claim?{size} HTTP/1.1\r\nHost: h\r\n\r\n{Get}");
            Assert.DoesNotContain("\r\n\r\nHTTP/1.1", response ?? "", StringComparison.Ordinal);
            Assert.IsType<InvalidOperationException>(Assert.Single(arena.Reports));
            Assert.Equal(1, arena.Front.Counters.Failures);
        });

    [Theory]
    [InlineData("GET /throw HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("GET /throw?late HTTP/1.1\r\nHost: h\r\n\r\n")]
    [InlineData("PUT /throw HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nbody")]
    [InlineData("PUT /throw?read HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n")]
    [InlineData("PUT /throw HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")]
    public Task An_exception_before_the_answer_is_reported_once_answered_and_the_end(string request)
        => FrontArena.RunAsync(async arena =>
        {
            var response = await arena.ExchangeAsync(request + LastGet);
            Assert.StartsWith("HTTP/1.1 500 Internal Server Error\r\n", response, StringComparison.Ordinal);
            Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
            Assert.DoesNotContain("X-Partial", response, StringComparison.Ordinal);
            Assert.EndsWith(
                $"\r\n\r\nHandlerFailed {request[..3]} /throw", response, StringComparison.Ordinal);
            Assert.Equal("asked for", Assert.Single(arena.Reports).Message);
        });

    [Fact]
    public Task An_exception_within_the_answer_cuts_the_connection() => FrontArena.RunAsync(async arena =>
    {
        Assert.Null(await arena.ExchangeAsync("GET /throw?begun HTTP/1.1\r\nHost: h\r\n\r\n"));
        Assert.Equal("asked for", Assert.Single(arena.Reports).Message);
        Assert.Empty(arena.Handler.Faults);
    });

    [Theory]
    [InlineData("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello")]
    [InlineData("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    public Task A_body_that_ends_early_is_an_exception_and_no_answer(string request) => FrontArena.RunAsync(
        async arena =>
        {
            Assert.Null(await arena.ExchangeAsync(request, isFinished: true));
            Assert.IsType<TruncatedBodyException>(Assert.Single(arena.Handler.Failures));
            Assert.Equal(1, arena.Front.Counters.BrokenBodies);
            Assert.Empty(arena.Reports);
        });

    [Fact]
    public Task A_client_that_is_gone_cancels_its_request() => FrontArena.RunAsync(async arena =>
    {
        await using var peer = await arena.ConnectAsync();
        await SendAsync(peer, "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
        await RealWait.EventuallyAsync(() => arena.Handler.Requests.Count == 1);
        peer.Reset();
        await RealWait.EventuallyAsync(() => arena.Front.Connections.Open == 0);
        Assert.Empty(arena.Reports);
    });

    [Fact]
    public Task Stopping_lets_a_request_under_way_end_and_says_that_it_was_the_last() => FrontArena.RunAsync(
        async arena =>
        {
            await using var idle = await arena.ConnectAsync();
            await using var peer = await arena.ConnectAsync();
            await SendAsync(idle, Get);
            await ReceiveAsync(idle, 10);
            await SendAsync(peer, "GET /wait HTTP/1.1\r\nHost: h\r\n\r\n");
            await RealWait.EventuallyAsync(() => arena.Handler.Requests.Count == 2);
            var stopping = arena.Front.StopAsync(TimeSpan.FromMinutes(1));
            await idle.ReceiveToEndAsync();
            arena.Handler.Gate.SetResult();
            var response = Encoding.Latin1.GetString(await peer.ReceiveToEndAsync());
            Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
            await peer.DisposeAsync();
            await idle.DisposeAsync();
            await stopping;
        });

    private static Task SendAsync(TestPeer peer, string text) => peer.SendAsync(Encoding.Latin1.GetBytes(text));

    private static async Task<string> ReceiveAsync(TestPeer peer, int size)
        => Encoding.Latin1.GetString(await peer.ReceiveExactlyAsync(size));
}

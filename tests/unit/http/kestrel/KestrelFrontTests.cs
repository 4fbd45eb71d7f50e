using System.Buffers;
using System.Net;
using System.Text;
using Basalt.Http;
using Basalt.Http.Kestrel;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Basalt.Tests.Unit.Http.Kestrel;

public sealed class KestrelFrontTests : IAsyncLifetime
{
    private readonly RecordingHandler _handler = new();
    private readonly KestrelFront _front;

    public KestrelFrontTests()
        => _front = new KestrelFront(
            new KestrelFrontOptions { Address = IPAddress.Loopback, Port = 0 },
            _handler, TimeProvider.System, NullLoggerFactory.Instance);

    public async ValueTask InitializeAsync() => await _front.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _front.StopAsync(new CancellationToken(canceled: true));
        await _front.DisposeAsync();
    }

    [Theory]
    [InlineData("/v1/a//b/../c/%2e%2e/%2F", "", "/v1/a//b/../c/%2e%2e/%2F")]
    [InlineData("/a%C0%AFb", "", "/a%C0%AFb")]
    [InlineData("/a+b%20c?x=%zz&y=?", "x=%zz&y=?", "/a+b%20c")]
    [InlineData("http://h/a/b?q", "q", "/a/b")]
    [InlineData("http://h", "", "/")]
    public async Task The_target_reaches_the_handler_as_it_was_sent(string target, string query, string path)
    {
        await ExchangeAsync($"GET {target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        Assert.Equal((path, query), (_handler.Path, _handler.Query));
    }

    [Fact]
    public async Task Field_values_keep_their_bytes_both_ways()
    {
        var response = await ExchangeAsync(
            "GET / HTTP/1.1\r\nHost: h\r\nX-Echo: \u00e4\u00ff\r\nConnection: close\r\n\r\n");

        Assert.Contains("\r\nX-Echo: \u00e4\u00ff\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", response, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_body_is_counted_and_a_continue_is_sent_when_it_is_read()
    {
        using var client = await RawClient.ConnectAsync(_front.EndPoint);
        await client.SendAsync(
            "PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        await client.ReadUntilAsync("100 Continue\r\n\r\n");
        await client.SendAsync("hello");

        Assert.EndsWith("\r\n\r\nhello", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_body_is_not_asked_for()
    {
        using var client = await RawClient.ConnectAsync(_front.EndPoint);
        await client.SendAsync(
            "PUT /refuse HTTP/1.1\r\nHost: h\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n"
            + "Connection: close\r\n\r\n");

        var response = await client.ReadUntilAsync("\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 403", response, StringComparison.Ordinal);
        Assert.DoesNotContain("100 Continue", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", 0)]
    [InlineData("/refuse", 5)]
    public async Task An_answer_without_the_continue_that_was_asked_for_ends_the_connection(string target, int size)
    {
        using var client = await RawClient.ConnectAsync(_front.EndPoint);
        await client.SendAsync(
            $"PUT {target} HTTP/1.1\r\nHost: h\r\nContent-Length: {size}\r\nExpect: 100-continue\r\n\r\n");

        var response = await client.ReadToEndAsync();

        Assert.DoesNotContain("100 Continue", response, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nhello")]
    [InlineData("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    [InlineData("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nhello\r\n0\r\n\r\n")]
    public async Task A_body_that_ends_early_is_an_exception_and_no_answer(string request)
    {
        using var client = await RawClient.ConnectAsync(_front.EndPoint);
        await client.SendAsync(request);
        client.EndSending();

        var response = await client.ReadToEndAsync();

        Assert.DoesNotContain(" 200 ", response, StringComparison.Ordinal);
        Assert.IsType<TruncatedBodyException>(await _handler.Failure.WaitAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"
        + "\r\n0\r\n\r\n")]
    [InlineData("PUT / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    public async Task A_body_whose_end_may_be_read_two_ways_is_refused(string request)
        => Assert.StartsWith("HTTP/1.1 400", await ExchangeAsync(request), StringComparison.Ordinal);

    [Fact]
    public async Task A_chunked_body_has_no_length_and_loses_its_coding()
    {
        var response = await ExchangeAsync(
            "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");

        Assert.EndsWith("abcde", response, StringComparison.Ordinal);
        Assert.Null(_handler.ContentLength);
    }

    [Fact]
    public async Task A_request_without_a_body_has_length_zero()
    {
        await ExchangeAsync("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        Assert.Equal(0, _handler.ContentLength);
    }

    [Fact]
    public async Task A_header_beyond_its_limit_is_refused()
    {
        var line = $"X-Long: {new string('x', HttpLimits.HeadersSizeMax)}\r\n";

        var response = await ExchangeAsync($"GET / HTTP/1.1\r\nHost: h\r\n{line}\r\n");

        Assert.StartsWith("HTTP/1.1 431", response, StringComparison.Ordinal);
        Assert.Null(_handler.Path);
    }

    [Fact]
    public async Task A_request_line_beyond_its_limit_is_refused()
    {
        var path = new string('x', HttpLimits.RequestLineSizeMax);

        var response = await ExchangeAsync($"GET /{path} HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 414", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_before_the_answer_is_answered_and_the_end()
    {
        var response = await ExchangeAsync("GET /throw HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 500", response, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", response, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Echo", response, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/throw?late")]
    [InlineData("/throw?begun")]
    public async Task An_exception_after_some_of_the_answer_cuts_the_connection(string target)
    {
        var response = await ExchangeAsync($"GET {target} HTTP/1.1\r\nHost: h\r\n\r\n");

        Assert.DoesNotContain("500", response, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\n0\r\n", response, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_request_has_an_id_of_its_own()
    {
        await ExchangeAsync("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        var first = _handler.RequestId;
        await ExchangeAsync("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        Assert.NotEqual(first, _handler.RequestId);
        Assert.Equal(21, first?.Length);
    }

    [Fact]
    public async Task Stopping_lets_a_request_under_way_end()
    {
        using var client = await RawClient.ConnectAsync(_front.EndPoint);
        await client.SendAsync("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
        await client.ReadUntilAsync("100 Continue\r\n\r\n");

        var stopping = _front.StopAsync(TestContext.Current.CancellationToken);
        await client.SendAsync("hello");

        Assert.EndsWith("hello", await client.ReadToEndAsync(), StringComparison.Ordinal);
        await stopping;
    }

    private async Task<string> ExchangeAsync(string request)
    {
        using var client = await RawClient.ConnectAsync(_front.EndPoint);
        await client.SendAsync(request);
        return await client.ReadToEndAsync();
    }

    /// <summary>Keeps what it saw, and answers with the body it got.</summary>
    private sealed class RecordingHandler : IHttpHandler
    {
        private readonly TaskCompletionSource<Exception> _failure =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string? Path { get; private set; }

        public string? Query { get; private set; }

        public string? RequestId { get; private set; }

        public long? ContentLength { get; private set; } = -1;

        public Task<Exception> Failure => _failure.Task;

        public async ValueTask HandleAsync(HttpExchange exchange)
        {
            (Path, Query, RequestId) = (exchange.RawPath, exchange.RawQuery, exchange.RequestId);
            ContentLength = exchange.RequestContentLength;
            if (Path == "/throw")
            {
                exchange.ResponseHeaders["X-Echo"] = "partly";
                if (Query is "late" or "begun") exchange.ResponseBody.Write("partly"u8);
                if (Query == "begun") await exchange.ResponseBody.FlushAsync(exchange.Aborted);
                throw new InvalidOperationException("asked for");
            }

            if (Path == "/refuse")
            {
                exchange.StatusCode = 403;
                return;
            }

            var body = await ReadBodyAsync(exchange);
            exchange.ResponseHeaders["X-Echo"] = exchange.RequestHeaders["X-Echo"];
            exchange.ResponseHeaders.ContentLength = body.Length;
            await exchange.ResponseBody.WriteAsync(Encoding.Latin1.GetBytes(body), exchange.Aborted);
        }

        private async Task<string> ReadBodyAsync(HttpExchange exchange)
        {
            try
            {
                while (true)
                {
                    var read = await exchange.RequestBody.ReadAsync(exchange.Aborted);
                    if (read.IsCompleted)
                        return Encoding.Latin1.GetString(read.Buffer.ToArray());
                    exchange.RequestBody.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                }
            }
            catch (Exception exception)
            {
                _failure.TrySetResult(exception);
                throw;
            }
        }
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;

using Basalt.Http;

namespace Basalt.Tests.Unit.Http.Http1;

/// <summary>Keeps what it saw, and answers as its path says; any other with the body it got.</summary>
internal sealed class RecordingHandler : IHttpHandler
{
    public List<RecordedRequest> Requests { get; } = [];

    public List<HttpFault> Faults { get; } = [];

    public List<Exception> Failures { get; } = [];

    /// <summary>Where a request to /wait is let go on.</summary>
    public TaskCompletionSource Gate { get; } = new();

    public async ValueTask HandleAsync(HttpExchange exchange)
    {
        switch (exchange.RawPath)
        {
            case "/throw":
                await ThrowAsync(exchange);
                return;
            case "/refuse":
                Record(exchange, "");
                exchange.StatusCode = 403;
                return;
            case "/empty":
                Record(exchange, await ReadAsync(exchange));
                exchange.StatusCode = 204;
                return;
            case "/wait":
                Record(exchange, "");
                await Gate.Task.WaitAsync(exchange.Aborted);
                return;
            case "/mapped":
                await MapFailureAsync(exchange);
                return;
            case "/chunks":
                await WriteInPartsAsync(exchange);
                return;
            case "/changed":
                await ChangeMindAsync(exchange);
                return;
            case "/claim":
                await ClaimAsync(exchange);
                return;
            default:
                await EchoAsync(exchange);
                return;
        }
    }

    public async ValueTask HandleFaultAsync(HttpExchange exchange, HttpFault fault)
    {
        Faults.Add(fault);
        exchange.StatusCode = HttpFaultStatus.Of(fault);
        var text = Encoding.Latin1.GetBytes($"{fault} {exchange.Method} {exchange.RawPath}");
        exchange.ResponseHeaders.ContentLength = text.Length;
        if (exchange.Method != "HEAD") await exchange.ResponseBody.WriteAsync(text, exchange.Aborted);
    }

    /// <summary>At once, with a body read and held, with an answer prepared, or with one begun, as the query
    /// says.</summary>
    private static async Task ThrowAsync(HttpExchange exchange)
    {
        exchange.StatusCode = 201;
        exchange.ResponseHeaders["X-Partial"] = "yes";
        if (exchange.RawQuery == "read") await exchange.RequestBody.ReadAsync(exchange.Aborted);
        if (exchange.RawQuery is "late" or "begun") exchange.ResponseBody.Write("partly"u8);
        if (exchange.RawQuery == "begun") await exchange.ResponseBody.FlushAsync(exchange.Aborted);
        throw new InvalidOperationException("asked for");
    }

    private async Task EchoAsync(HttpExchange exchange)
    {
        var body = await ReadAsync(exchange);
        Record(exchange, body);
        exchange.ResponseHeaders["X-Echo"] = exchange.RequestHeaders["X-Echo"];
        exchange.ResponseHeaders.ContentLength = body.Length;
        await exchange.ResponseBody.WriteAsync(Encoding.Latin1.GetBytes(body), exchange.Aborted);
    }

    /// <summary>As many parts as the query says, of one byte more each.</summary>
    private static async Task WriteInPartsAsync(HttpExchange exchange)
    {
        var count = int.Parse(exchange.RawQuery, CultureInfo.InvariantCulture);
        for (var i = 1; i <= count; i++)
        {
            var part = Encoding.Latin1.GetBytes(new string((char)('a' + (i % 26)), i));
            await exchange.ResponseBody.WriteAsync(part, exchange.Aborted);
        }
    }

    /// <summary>Takes memory, fails to fill it, and answers something else: nothing of the first may go out.</summary>
    private static async Task ChangeMindAsync(HttpExchange exchange)
    {
        exchange.ResponseHeaders.ContentLength = 100_000;
        exchange.ResponseBody.GetMemory(50_000).Span.Fill((byte)'x');
        exchange.StatusCode = 503;
        exchange.ResponseHeaders["X-Why"] = "changed";
        exchange.ResponseHeaders.ContentLength = 4;
        "late"u8.CopyTo(exchange.ResponseBody.GetSpan(4));
        exchange.ResponseBody.Advance(4);
        exchange.ResponseHeaders["X-More"] = "yes";
        await exchange.ResponseBody.FlushAsync(exchange.Aborted);
    }

    /// <summary>Says it will send ten bytes and sends as many as the query says.</summary>
    private static async Task ClaimAsync(HttpExchange exchange)
    {
        exchange.ResponseHeaders.ContentLength = 10;
        var size = int.Parse(exchange.RawQuery, CultureInfo.InvariantCulture);
        await exchange.ResponseBody.WriteAsync(new byte[size], exchange.Aborted);
    }

    /// <summary>As a face does: a body that is none, or does not come, is the client's mistake.</summary>
    private async Task MapFailureAsync(HttpExchange exchange)
    {
        try
        {
            await EchoAsync(exchange);
        }
        catch (IOException failure) when (failure is MalformedBodyException or StalledBodyException)
        {
            exchange.StatusCode = failure is StalledBodyException ? 408 : 400;
            exchange.ResponseHeaders.ContentLength = 0;
        }
    }

    private async Task<string> ReadAsync(HttpExchange exchange)
    {
        try
        {
            // Leaves what came where it is until all is here, which a reader may do with a small body.
            while (true)
            {
                var read = await exchange.RequestBody.ReadAsync(exchange.Aborted);
                if (read.IsCompleted)
                {
                    var text = Encoding.Latin1.GetString(read.Buffer.ToArray());
                    exchange.RequestBody.AdvanceTo(read.Buffer.End);
                    return text;
                }

                exchange.RequestBody.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (Exception failure)
        {
            Failures.Add(failure);
            throw;
        }
    }

    private void Record(HttpExchange exchange, string body) => Requests.Add(new RecordedRequest(
        exchange.Method, exchange.RawPath, exchange.RawQuery, exchange.Host, exchange.RequestContentLength, body,
        exchange.RequestId));
}

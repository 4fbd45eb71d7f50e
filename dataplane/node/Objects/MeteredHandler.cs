using Basalt.Http;

namespace Basalt.Node.Objects;

/// <summary>Measures each request that goes through to one face of the object endpoint.</summary>
/// <param name="handler">The face.</param>
/// <param name="protocol">Its name in the metrics.</param>
/// <param name="levels">What a path names, by how many names it holds.</param>
/// <param name="metrics">Where it is counted.</param>
/// <param name="time">For the durations.</param>
internal sealed class MeteredHandler(
    IHttpHandler handler, string protocol, string[] levels, RequestMetrics metrics, TimeProvider time) : IHttpHandler
{
    private const int StatusFailed = 500;

    private static readonly string[] Methods = ["GET", "PUT", "HEAD", "POST", "DELETE", "COPY", "OPTIONS"];

    /// <summary>By method and level. The list is closed: a client cannot make new series.</summary>
    private readonly string[][] _operations =
        [.. Methods.Append("OTHER").Select(method => levels.Select(level => $"{method} {level}").ToArray())];

    /// <summary>/v1/account/container/object, and /info.</summary>
    public static string[] SwiftLevels { get; } = ["info", "info", "account", "container", "object"];

    /// <summary>/bucket/key: path-style, as nearly all requests are.</summary>
    public static string[] S3Levels { get; } = ["service", "bucket", "object"];

    public ValueTask HandleAsync(HttpExchange exchange) => MeasureAsync(exchange, fault: null);

    /// <summary>A request whose handler failed was measured by that.</summary>
    public ValueTask HandleFaultAsync(HttpExchange exchange, HttpFault fault)
        => fault == HttpFault.HandlerFailed ? handler.HandleFaultAsync(exchange, fault) : MeasureAsync(exchange, fault);

    private async ValueTask MeasureAsync(HttpExchange exchange, HttpFault? fault)
    {
        var startedAt = time.GetTimestamp();
        metrics.Began();
        var isFailed = false;
        try
        {
            if (fault is { } refused) await handler.HandleFaultAsync(exchange, refused);
            else await handler.HandleAsync(exchange);
        }
        catch (Exception) when (!exchange.HasResponseStarted && !exchange.Aborted.IsCancellationRequested)
        {
            isFailed = true;
            throw;
        }
        finally
        {
            var method = Array.IndexOf(Methods, exchange.Method);
            metrics.Ended(
                protocol,
                _operations[method < 0 ? Methods.Length : method][CountNames(exchange.RawPath)],
                isFailed ? StatusFailed : exchange.StatusCode,
                time.GetElapsedTime(startedAt),
                exchange.RequestContentLength ?? 0,
                exchange.Method == "HEAD" ? 0 : exchange.ResponseHeaders.ContentLength ?? 0);
        }
    }

    private int CountNames(string path)
    {
        var names = 0;
        for (var i = 0; i < path.Length && names < levels.Length; i++)
        {
            if (path[i] == '/' && i + 1 < path.Length && path[i + 1] != '/') names++;
        }

        return Math.Min(names, levels.Length - 1);
    }
}

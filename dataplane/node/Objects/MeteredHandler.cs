using Basalt.Http;

namespace Basalt.Node.Objects;

/// <summary>Measures each request that goes through to the object endpoint.</summary>
internal sealed class MeteredHandler(IHttpHandler handler, RequestMetrics metrics, TimeProvider time) : IHttpHandler
{
    /// <summary>Names are from a closed list: a client cannot make new series.</summary>
    private static readonly string[] Methods = ["GET", "PUT", "HEAD", "POST", "DELETE", "COPY", "OPTIONS"];

    private static readonly string[] Swift = ["info", "account", "container", "object"];

    private static readonly string[] S3 = ["service", "service", "bucket", "object"];

    private static readonly string[][] SwiftOperations = Combine(Swift);

    private static readonly string[][] S3Operations = Combine(S3);

    public async ValueTask HandleAsync(HttpExchange exchange)
    {
        var startedAt = time.GetTimestamp();
        metrics.Began();
        try
        {
            await handler.HandleAsync(exchange);
        }
        finally
        {
            var isSwift = IsSwift(exchange);
            var depth = Depth(exchange.RawPath, isSwift);
            var method = Array.IndexOf(Methods, exchange.Method);
            metrics.Ended(
                isSwift ? "swift" : "s3",
                (isSwift ? SwiftOperations : S3Operations)[method < 0 ? Methods.Length : method][depth],
                exchange.StatusCode,
                time.GetElapsedTime(startedAt),
                exchange.RequestContentLength ?? 0,
                exchange.Method == "HEAD" ? 0 : exchange.ResponseHeaders.ContentLength ?? 0);
        }
    }

    private static bool IsSwift(HttpExchange exchange)
        => exchange.RawPath.StartsWith("/v1/", StringComparison.Ordinal)
            || exchange.RawPath.Equals("/info", StringComparison.Ordinal);

    /// <summary>How many names the path holds: for Swift after /v1 (account, container, object), for S3 from the root
    /// (one
    /// more, so that both tables have objects last).</summary>
    private static int Depth(string path, bool isSwift)
    {
        var names = 0;
        for (var i = 0; i < path.Length && names < 4; i++)
        {
            if (path[i] == '/' && i + 1 < path.Length && path[i + 1] != '/') names++;
        }

        return Math.Clamp(isSwift ? names - 1 : names + 1, 0, 3);
    }

    private static string[][] Combine(string[] levels)
        => [.. Methods.Append("OTHER").Select(method => levels.Select(level => $"{method} {level}").ToArray())];
}

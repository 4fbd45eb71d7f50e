using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Api;

/// <summary>Gives each request an id (<c>req-</c> and a UUID), for its answer and for every log line under
/// it.</summary>
/// <remarks>A caller's own id (oslo.middleware's global request id) is logged beside ours and never replaces
/// it.</remarks>
internal sealed class RequestIds(RequestDelegate next, ILogger<RequestIds> logger)
{
    private const string HeaderName = "X-Openstack-Request-Id";
    private const string Prefix = "req-";

    public async Task InvokeAsync(HttpContext context)
    {
        context.TraceIdentifier = Prefix + Guid.NewGuid().ToString("D");
        WriteHeader(context);
        var scope = new List<KeyValuePair<string, object>>(2) { new("RequestId", context.TraceIdentifier) };
        if (ReadGlobalId(context) is { } globalId)
            scope.Add(new("GlobalRequestId", globalId));
        using (logger.BeginScope(scope))
            await next(context).ConfigureAwait(false);
    }

    internal static void WriteHeader(HttpContext context) =>
        context.Response.Headers[HeaderName] = context.TraceIdentifier;

    /// <summary>Only the exact form is taken: a log line is no place for free text from a client.</summary>
    private static string? ReadGlobalId(HttpContext context)
    {
        var value = context.Request.Headers[HeaderName].FirstOrDefault();
        return value is not null
            && value.StartsWith(Prefix, StringComparison.Ordinal)
            && Guid.TryParseExact(value.AsSpan(Prefix.Length), "D", out _)
                ? value
                : null;
    }
}

namespace Basalt.Http;

/// <summary>Answers requests, whichever front they came through.</summary>
public interface IHttpHandler
{
    /// <summary>Handles one request. An exception that escapes is reported and ends the connection: after an answer by
    /// <see cref="HandleFaultAsync"/> (<see cref="HttpFault.HandlerFailed"/>) if the handler's own has not begun, at
    /// once otherwise.</summary>
    ValueTask HandleAsync(HttpExchange exchange);

    /// <summary>
    /// Answers what the front refused, or the handler failed at, in the protocol's own words. The exchange shows what
    /// is known of the request: method, path and fields up to where it went wrong, or nothing at all; it has no body.
    /// The connection ends after it, whatever the answer is.
    /// </summary>
    ValueTask HandleFaultAsync(HttpExchange exchange, HttpFault fault)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        exchange.StatusCode = HttpFaultStatus.Of(fault);
        exchange.ResponseHeaders.ContentLength = 0;
        return ValueTask.CompletedTask;
    }
}

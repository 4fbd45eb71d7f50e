namespace Basalt.Http;

/// <summary>Answers requests, whichever front they came through.</summary>
public interface IHttpHandler
{
    /// <summary>Handles one request; an exception that escapes ends the connection.</summary>
    ValueTask HandleAsync(HttpExchange exchange);
}

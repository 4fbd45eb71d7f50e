using Microsoft.Extensions.Logging;

namespace Basalt.Control.Api;

/// <summary>What this room logs: neither tokens nor paths, which can hold access keys.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A {Method} handler failed.")]
    public static partial void HandlerFailed(ILogger logger, Exception exception, string method);

    [LoggerMessage(2, LogLevel.Debug, "The client of a {Method} request went away.")]
    public static partial void ClientWentAway(ILogger logger, string method);

    [LoggerMessage(3, LogLevel.Warning, "The database cannot be reached: {Problem}")]
    public static partial void StoreUnavailable(ILogger logger, string problem);
}

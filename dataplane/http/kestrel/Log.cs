using Microsoft.Extensions.Logging;

namespace Basalt.Http.Kestrel;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Request {RequestId} ({Method}) failed; its connection is closed.")]
    public static partial void HandlerFailed(ILogger logger, Exception exception, string requestId, string method);

    [LoggerMessage(2, LogLevel.Debug, "Request {RequestId} ended before its body was whole: {Reason}")]
    public static partial void BodyTruncated(ILogger logger, string requestId, string reason);
}

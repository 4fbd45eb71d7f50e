using Microsoft.Extensions.Logging;

namespace Basalt.Node;

internal static partial class Log
{
    [LoggerMessage(3001, LogLevel.Information, "Node {NodeId} starts in {Path}")]
    public static partial void Starting(ILogger log, string nodeId, string path);

    [LoggerMessage(3002, LogLevel.Information, "Connected to control")]
    public static partial void ControlConnected(ILogger log);

    [LoggerMessage(3003, LogLevel.Information, "Control is away, going on without it: {Reason}")]
    public static partial void ControlAway(ILogger log, string reason);

    [LoggerMessage(3004, LogLevel.Warning, "The desired state in {Path} cannot be read; control will send it")]
    public static partial void DesiredStateUnreadable(ILogger log, string path, Exception error);

    [LoggerMessage(3005, LogLevel.Information, "Desired state {Generation} is applied")]
    public static partial void Applied(ILogger log, ulong generation);

    [LoggerMessage(3006, LogLevel.Error, "Desired state {Generation} cannot be applied: {Problem}")]
    public static partial void NotApplied(ILogger log, ulong generation, string problem, Exception? error);

    [LoggerMessage(3007, LogLevel.Information, "Node stops")]
    public static partial void Stopping(ILogger log);

    [LoggerMessage(3008, LogLevel.Debug, "Identity did not answer: {Status}")]
    public static partial void IdentityUnavailable(ILogger log, Grpc.Core.StatusCode status);

    [LoggerMessage(3009, LogLevel.Critical, "Node {Path} is run by another process already")]
    public static partial void AlreadyRunning(ILogger log, string path);

    [LoggerMessage(3010, LogLevel.Warning, "Pool: {Message}")]
    public static partial void PoolReports(ILogger log, string message);

    [LoggerMessage(3012, LogLevel.Warning, "Object endpoint: {Message}")]
    public static partial void EndpointReports(ILogger log, string message);

    [LoggerMessage(3013, LogLevel.Error, "Request {RequestId} ({Method}) failed; its connection is closed.")]
    public static partial void RequestFailed(ILogger log, Exception failure, string requestId, string method);

    [LoggerMessage(3011, LogLevel.Warning, "Sweeping expired objects did not end well; trying again later")]
    public static partial void SweepFailed(ILogger log, Exception error);
}

using Microsoft.Extensions.Logging;

namespace Basalt.Control.Nodes;

internal static partial class Log
{
    [LoggerMessage(2001, LogLevel.Information,
        "Node {NodeId} registered: process {ProcessId}, version {SoftwareVersion}")]
    public static partial void Registered(ILogger log, string nodeId, uint processId, string softwareVersion);

    [LoggerMessage(2002, LogLevel.Information, "Node {NodeId} is connected")]
    public static partial void SessionOpened(ILogger log, string nodeId);

    [LoggerMessage(2003, LogLevel.Information, "Node {NodeId} is disconnected")]
    public static partial void SessionClosed(ILogger log, string nodeId);

    [LoggerMessage(2004, LogLevel.Warning, "Node {NodeId} reports: {Problem}")]
    public static partial void Problem(ILogger log, string nodeId, string problem);

    [LoggerMessage(2005, LogLevel.Error, "The identity revision cannot be read; nodes are not assured until it can")]
    public static partial void RevisionUnreadable(ILogger log, Exception error);

    [LoggerMessage(2006, LogLevel.Information, "The identity revision can be read again")]
    public static partial void RevisionReadAgain(ILogger log);
}

using Microsoft.Extensions.Logging;

namespace Basalt.Control.Host;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Node started: process {ProcessId}")]
    public static partial void NodeStarted(ILogger log, int processId);

    [LoggerMessage(1002, LogLevel.Information, "Node adopted: process {ProcessId} went on while control was away")]
    public static partial void NodeAdopted(ILogger log, int processId);

    [LoggerMessage(1003, LogLevel.Error,
        "Node process {ProcessId} ended ({End}) after {LivedSeconds:F1} s; starting it again in {WaitSeconds:F1} s")]
    public static partial void NodeEnded(
        ILogger log, int processId, string end, double livedSeconds, double waitSeconds);

    [LoggerMessage(1004, LogLevel.Information, "Node process {ProcessId} stopped")]
    public static partial void NodeStopped(ILogger log, int processId);

    [LoggerMessage(1005, LogLevel.Warning,
        "Node process {ProcessId} did not stop within {WaitSeconds:F0} s and was killed")]
    public static partial void NodeKilled(ILogger log, int processId, double waitSeconds);

    [LoggerMessage(1006, LogLevel.Information, "Cloud in {Path} is ready")]
    public static partial void Ready(ILogger log, string path);

    [LoggerMessage(1007, LogLevel.Information, "Stopping")]
    public static partial void Stopping(ILogger log);

    [LoggerMessage(1008, LogLevel.Warning, "This machine lacks {Subject}: is {Actual}, should be {Wanted}. {Remedy}")]
    public static partial void HostLacks(ILogger log, string subject, string actual, string wanted, string remedy);

    [LoggerMessage(1009, LogLevel.Information,
        "This machine could be better in {Subject}: is {Actual}, should be {Wanted}. {Remedy}")]
    public static partial void HostCouldBeBetter(
        ILogger log, string subject, string actual, string wanted, string remedy);
}

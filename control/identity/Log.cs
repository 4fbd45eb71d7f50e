using Microsoft.Extensions.Logging;

namespace Basalt.Control.Identity;

/// <summary>What this room logs: ids, and never a password, a token or a secret.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Debug, "An authentication failed at its {Step}.")]
    public static partial void AuthenticationFailed(ILogger logger, string step);

    [LoggerMessage(101, LogLevel.Information, "Made the admin user {UserId} and its project {ProjectId}.")]
    public static partial void AdminMade(ILogger logger, string userId, string projectId);

    [LoggerMessage(102, LogLevel.Information, "Rotated the token keys.")]
    public static partial void TokenKeysRotated(ILogger logger);
}

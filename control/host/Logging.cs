using Basalt.Control.Host.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Basalt.Control.Host;

/// <summary>Structured lines on the standard error stream: for a person on a terminal, JSON otherwise.</summary>
internal static class Logging
{
    public static Action<ILoggingBuilder> Configure(Settings settings) => logging =>
    {
        logging.SetMinimumLevel(settings.LogLevel);
        // The framework's own news is for those who look for it.
        if (settings.LogLevel >= LogLevel.Information)
        {
            logging.AddFilter("Microsoft", LogLevel.Warning);
            // A server that cannot start rises as an exception, and is told in one line.
            logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
            logging.AddFilter("Grpc", LogLevel.Warning);
            logging.AddFilter("FluentMigrator", LogLevel.Warning);
        }

        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (settings.LogFormat == "json" || (settings.LogFormat == "auto" && Console.IsErrorRedirected))
        {
            logging.AddJsonConsole(json =>
            {
                json.IncludeScopes = true;
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });
            return;
        }

        logging.AddSimpleConsole(text =>
        {
            text.SingleLine = true;
            text.TimestampFormat = "HH:mm:ss.fff ";
            text.ColorBehavior = Console.IsErrorRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Enabled;
        });
    };
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Basalt.Node;

/// <summary>Structured lines on the standard error stream: for a person on a terminal, JSON otherwise.</summary>
internal static class Logging
{
    public static Action<ILoggingBuilder> Configure(NodeOptions options) => logging =>
    {
        logging.SetMinimumLevel(options.LogLevel);
        // The framework's own news is for those who look for it.
        if (options.LogLevel >= LogLevel.Information)
        {
            logging.AddFilter("Microsoft", LogLevel.Warning);
            logging.AddFilter("Grpc", LogLevel.Warning);
        }

        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        if (options.IsLogJson)
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

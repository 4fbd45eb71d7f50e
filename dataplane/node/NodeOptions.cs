using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Basalt.Node;

/// <summary>What a node must know before control tells it the rest.</summary>
internal sealed record NodeOptions
{
    public const string Usage = """
        basalt-node: the data plane of a Basalt cloud. `basalt up` starts it; by hand:

          basalt-node --data DIR [--control SOCKET] [--monitor ADDRESS:PORT]

          --data DIR              the cloud's data directory; the node keeps its own under DIR/node
          --control SOCKET        control's Unix socket (default DIR/run/control.sock)
          --monitor ADDRESS:PORT  health and metrics (default 127.0.0.1:9465; port 0: any free one)
          --log-level LEVEL       trace, debug, information, warning or error (default information)
          --log-format FORMAT     auto (text on a terminal, json otherwise), text or json
        """;

    public required string DataPath { get; init; }

    public required string ControlSocketPath { get; init; }

    public required string MonitorAddress { get; init; }

    public required int MonitorPort { get; init; }

    public required LogLevel LogLevel { get; init; }

    public required bool IsLogJson { get; init; }

    /// <summary>False with a problem in words if the arguments make no sense.</summary>
    public static bool TryParse(IReadOnlyList<string> arguments, out NodeOptions? options, out string problem)
    {
        options = null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--data"] = "",
            ["--control"] = "",
            ["--monitor"] = "127.0.0.1:9465",
            ["--log-level"] = "information",
            ["--log-format"] = "auto",
        };
        for (var i = 0; i < arguments.Count; i += 2)
        {
            if (!values.ContainsKey(arguments[i]))
                return Fail(out problem, $"unknown argument '{arguments[i]}'");
            if (i + 1 == arguments.Count) return Fail(out problem, $"{arguments[i]} needs a value");
            values[arguments[i]] = arguments[i + 1];
        }

        if (values["--data"].Length == 0) return Fail(out problem, "--data DIR is missing");
        var monitor = values["--monitor"];
        var colon = monitor.LastIndexOf(':');
        var portText = monitor.AsSpan(colon + 1);
        if (colon < 1 || !ushort.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            return Fail(out problem, $"--monitor '{monitor}' is not ADDRESS:PORT");
        if (!Enum.TryParse<LogLevel>(values["--log-level"], ignoreCase: true, out var level) || !Enum.IsDefined(level))
            return Fail(out problem, $"--log-level '{values["--log-level"]}' is not a level");
        if (values["--log-format"] is not ("auto" or "text" or "json"))
            return Fail(out problem, $"--log-format '{values["--log-format"]}' is not auto, text or json");

        var data = Path.GetFullPath(values["--data"]);
        options = new NodeOptions
        {
            DataPath = data,
            ControlSocketPath = values["--control"].Length > 0
                ? Path.GetFullPath(values["--control"])
                : Path.Combine(data, "run", "control.sock"),
            MonitorAddress = monitor[..colon].Trim('[', ']'),
            MonitorPort = port,
            LogLevel = level,
            IsLogJson = values["--log-format"] == "json"
                || (values["--log-format"] == "auto" && Console.IsErrorRedirected),
        };
        problem = "";
        return true;
    }

    private static bool Fail(out string problem, string text)
    {
        problem = text;
        return false;
    }
}

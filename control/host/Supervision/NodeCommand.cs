using System.Diagnostics;
using System.Runtime.InteropServices;
using Basalt.Control.Host.Configuration;
using Basalt.Control.Host.Data;

namespace Basalt.Control.Host.Supervision;

/// <summary>How the node's process is started.</summary>
internal sealed class NodeCommand(Settings settings, DataDirectory data)
{
    public string Executable => settings.NodeExecutable;

    /// <remarks>
    /// The node's input and output are pipes that nobody uses, so that it holds no end of ours open when it outlives
    /// us.
    /// It logs to our standard error stream.
    /// </remarks>
    public Process Start()
    {
        var start = new ProcessStartInfo(settings.NodeExecutable)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = data.Path,
        };
        string[] arguments =
        [
            "--data", data.Path,
            "--control", data.ControlSocketPath,
            "--monitor", $"{MonitorHost}:{settings.MonitorNodePort}",
            "--log-level", settings.LogLevel.ToString(),
            "--log-format", settings.LogFormat,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);

        // A node that is not compiled ahead needs the runtime, and finds this one wherever it is installed.
        var runtime = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../..");
        start.Environment.TryAdd("DOTNET_ROOT", Path.GetFullPath(runtime));
        var process = Process.Start(start)
            ?? throw new InvalidOperationException($"{settings.NodeExecutable} cannot be started");
        process.StandardInput.Close();
        return process;
    }

    private string MonitorHost => settings.MonitorBind.ToString();
}

using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Json;
using Basalt.Control.Host.Configuration;
using Basalt.Control.Host.Data;
using Basalt.Control.Host.Up;
using Basalt.Control.Nodes;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Host.Commands;

/// <summary><c>basalt up</c>: runs a whole cloud until it is told to stop.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var command = new Command("up", "Run a whole cloud on this machine: control and one node. "
            + "All settings, and their flags: basalt config --explain");
        var options = new ConfigOptions();
        options.AddTo(command);
        var json = new Option<bool>("--json")
        {
            Description = "Print one JSON object once ready, and nothing else, to the standard output",
        };
        command.Add(json);
        command.SetAction(parsed => Failures.TellAsync(() => RunAsync(
            options.ReadSettings(parsed, Environment.GetEnvironmentVariables()), parsed.GetValue(json))));
        return command;
    }

    private static async Task<int> RunAsync(Settings settings, bool isJson)
    {
        using var stopping = new CancellationTokenSource();
        var systemd = new SystemdNotifier();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var onHangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);

        // Wrong before anything runs is told in one line.
        _ = settings.Database.ReadPassword();
        var data = new DataDirectory(settings.DataPath);
        if (!Directory.Exists(data.Path)) PortCheck.Demand(settings);
        data.Create();
        using var role = RoleLock.TryTake(data.ControlLockPath, data.ControlPidPath) ?? throw Refuse(data);
        var certificate = Certificates.Load(ref settings, data);
        using var loggers = LoggerFactory.Create(Logging.Configure(settings));
        var cloud = new Cloud(
            settings, data, new NodeRegistry(TimeProvider.System), loggers, TimeProvider.System);
        try
        {
            await cloud.RunAsync(certificate, Ready, stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while it was starting: that is in order, too.
        }

        return ExitCode.Ok;

        void Ready(CloudSummary summary)
        {
            if (isJson) Console.Out.WriteLine(JsonSerializer.Serialize(summary, SummaryJson.Default.CloudSummary));
            else SummaryText.Write(summary);
            if (systemd.IsEnabled) systemd.Notify(ServiceState.Ready);
            if (settings.IsHostChecked) HostWarnings.Tell(loggers.CreateLogger("Basalt.Control.Host"));
        }

        void Stop(PosixSignalContext signal)
        {
            // A second request does not wait for the first to be done in order.
            if (stopping.IsCancellationRequested) return;
            signal.Cancel = true;
            if (systemd.IsEnabled) systemd.Notify(ServiceState.Stopping);
            stopping.Cancel();
        }
    }

    private static StartException Refuse(DataDirectory data)
    {
        var owner = RoleLock.ReadOwner(data.ControlLockPath, data.ControlPidPath);
        return new StartException($"a cloud runs in {data.Path} already (process {owner}). "
            + $"Stop it with `basalt down --data {data.Path}`, or give another --data and --port-offset");
    }
}

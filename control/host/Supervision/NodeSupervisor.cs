using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Basalt.Control.Host.Configuration;
using Basalt.Control.Host.Data;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Host.Supervision;

/// <summary>
/// Sees to it that exactly one node runs on the data directory: adopts the one that is there, starts one if none is,
/// and starts it again when it dies.
/// </summary>
/// <param name="command">How a node is started.</param>
/// <param name="data">The directory.</param>
/// <param name="wasReady">Whether the node of a process has come to serve.</param>
/// <param name="stopWait">How long a node that is told to stop may take.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where it tells of the node's ends and starts.</param>
internal sealed class NodeSupervisor(
    NodeCommand command, DataDirectory data, Predicate<int> wasReady, TimeSpan stopWait, TimeProvider time,
    ILogger<NodeSupervisor> log)
{
    private readonly RestartBackoff _backoff = new();
    private Process? _process;
    private bool _isLed;

    /// <summary>The node's process; null between two.</summary>
    public int? ProcessId => Volatile.Read(ref _process)?.Id;

    /// <summary>The node that runs now was left by an earlier control.</summary>
    public bool IsAdopted { get; private set; }

    /// <summary>How often a node ended without being asked to.</summary>
    public int RestartCount { get; private set; }

    /// <summary>Why the last node ended; null while none has.</summary>
    public string? LastEnd { get; private set; }

    /// <summary>Control has come to lead the node, and stops it at the end. Until then a node that was adopted is left
    /// as it was found: a start that fails must not take down what goes on alone.</summary>
    public void Lead() => Volatile.Write(ref _isLed, true);

    /// <summary>Throws <see cref="ConfigException"/> if the node's program is not there.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var process = TryAdopt() ?? Start();
            Volatile.Write(ref _process, process);
            var startedAt = time.GetTimestamp();
            try
            {
                await process.WaitForExitAsync(stop);
            }
            catch (OperationCanceledException)
            {
                if (!IsAdopted || Volatile.Read(ref _isLed)) await StopAsync(process);
                return;
            }
            finally
            {
                Volatile.Write(ref _process, null);
            }

            var lived = time.GetElapsedTime(startedAt);
            var wait = _backoff.Next(wasReady(process.Id));
            LastEnd = DescribeEnd(process);
            RestartCount++;
            Log.NodeEnded(log, process.Id, LastEnd, lived.TotalSeconds, wait.TotalSeconds);
            await Task.Delay(wait, time, stop).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private Process? TryAdopt()
    {
        if (RoleLock.ReadOwner(data.NodeLockPath, data.NodePidPath) is not { } owner || owner == 0) return null;
        try
        {
            var process = Process.GetProcessById(owner);
            IsAdopted = true;
            Log.NodeAdopted(log, owner);
            return process;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private Process Start()
    {
        try
        {
            var process = command.Start();
            IsAdopted = false;
            Log.NodeStarted(log, process.Id);
            return process;
        }
        catch (Win32Exception error)
        {
            throw new ConfigException($"the node's program {command.Executable} cannot be started: {error.Message}. "
                + "Build it with `dotnet build`, or name it with --node-executable");
        }
    }

    private async Task StopAsync(Process process)
    {
        await Signals.TerminateAsync(process.Id, CancellationToken.None);
        using var patience = new CancellationTokenSource(stopWait, time);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            Log.NodeStopped(log, process.Id);
        }
        catch (OperationCanceledException)
        {
            Log.NodeKilled(log, process.Id, stopWait.TotalSeconds);
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static string DescribeEnd(Process process)
    {
        try
        {
            // The runtime reports a death by signal as 128 and its number.
            var code = process.ExitCode;
            return code > 128
                ? string.Create(CultureInfo.InvariantCulture, $"killed by signal {code - 128}")
                : string.Create(CultureInfo.InvariantCulture, $"exit code {code}");
        }
        catch (InvalidOperationException)
        {
            // Only a parent hears how a process ended; an adopted node is another's child.
            return "it was adopted, so its exit code is not known";
        }
    }
}

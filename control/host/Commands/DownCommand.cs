using System.CommandLine;
using Basalt.Control.Host.Data;
using Basalt.Control.Host.Supervision;

namespace Basalt.Control.Host.Commands;

/// <summary><c>basalt down</c>: stops control and node of a data directory, whoever started them, and waits.</summary>
internal static class DownCommand
{
    /// <summary>Control waits for its node, and so a little longer than a node may take.</summary>
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(25);

    public static Command Create()
    {
        var command = new Command("down", "Stop the cloud in a data directory, and a node left behind");
        var data = ConfigOptions.CreateData();
        command.Add(data);
        command.SetAction(parsed => Failures.TellAsync(() => RunAsync(
            new DataDirectory(Path.GetFullPath(parsed.GetValue(data)!)), TimeProvider.System)));
        return command;
    }

    private static async Task<int> RunAsync(DataDirectory data, TimeProvider time)
    {
        if (!Directory.Exists(data.Path)) throw new StartException($"there is no cloud in {data.Path}");
        var node = RoleLock.ReadOwner(data.NodeLockPath, data.NodePidPath);
        var didControl = await StopAsync("control", data.ControlLockPath, data.ControlPidPath, time);
        // Control stops its node before itself; what is left was left behind by one that was killed.
        var didNode = await StopAsync("node", data.NodeLockPath, data.NodePidPath, time);
        if (didControl && !didNode && node is not null) Console.Out.WriteLine($"With it the node (process {node}).");
        if (!didControl && !didNode) Console.Out.WriteLine($"Nothing runs in {data.Path}.");
        return ExitCode.Ok;
    }

    private static async Task<bool> StopAsync(string role, string lockPath, string pidPath, TimeProvider time)
    {
        if (await FindOwnerAsync(lockPath, pidPath, time) is not { } owner) return false;
        var startedAt = time.GetTimestamp();
        await Signals.TerminateAsync(owner, CancellationToken.None);
        if (await WaitUntilFreeAsync(lockPath, pidPath, time))
        {
            var seconds = time.GetElapsedTime(startedAt).TotalSeconds;
            Console.Out.WriteLine($"Stopped {role} (process {owner}) in {seconds:F1} s.");
            return true;
        }

        Signals.Kill(owner);
        if (!await WaitUntilFreeAsync(lockPath, pidPath, time))
            throw new StartException($"{role} (process {owner}) does not end, not even when killed");
        Console.Out.WriteLine($"Killed {role} (process {owner}): it did not stop in {PatienceMax.TotalSeconds:F0} s.");
        return true;
    }

    /// <summary>Waits out the moment in which a starting process has its lock but has not written its name
    /// yet.</summary>
    private static async Task<int?> FindOwnerAsync(string lockPath, string pidPath, TimeProvider time)
    {
        for (var startedAt = time.GetTimestamp(); time.GetElapsedTime(startedAt) < TimeSpan.FromSeconds(1);)
        {
            if (RoleLock.ReadOwner(lockPath, pidPath) is not { } owner) return null;
            if (owner != 0) return owner;
            await Task.Delay(LookPeriod, time);
        }

        throw new StartException($"{lockPath} is locked by a process that does not say which it is");
    }

    private static async Task<bool> WaitUntilFreeAsync(string lockPath, string pidPath, TimeProvider time)
    {
        for (var startedAt = time.GetTimestamp(); time.GetElapsedTime(startedAt) < PatienceMax;)
        {
            if (RoleLock.ReadOwner(lockPath, pidPath) is null) return true;
            await Task.Delay(LookPeriod, time);
        }

        return false;
    }
}

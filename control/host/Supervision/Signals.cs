using System.Diagnostics;
using System.Globalization;

namespace Basalt.Control.Host.Supervision;

/// <summary>Asks a process to end in order.</summary>
internal static class Signals
{
    /// <remarks>The runtime can only kill, and native calls are not made from this room: the shell's builtin does
    /// it.</remarks>
    public static async Task TerminateAsync(int processId, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("kill -TERM \"$0\"");
        start.ArgumentList.Add(processId.ToString(CultureInfo.InvariantCulture));
        using var shell = Process.Start(start) ?? throw new InvalidOperationException("/bin/sh cannot be started");
        await shell.WaitForExitAsync(cancellation);
    }

    /// <summary>Ends a process at once, if it is still there.</summary>
    public static void Kill(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            process.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}

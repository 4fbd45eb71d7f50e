using System.Diagnostics;

namespace Basalt.Perf.Load.Servers;

/// <summary>A script of perf/peers that runs until it is ended.</summary>
internal static class PeerScript
{
    /// <summary>SIGTERM, so that the script ends the servers it started.</summary>
    public static async Task EndAsync(Process script)
    {
        using (var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {script.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        await script.WaitForExitAsync();
        script.Dispose();
    }
}

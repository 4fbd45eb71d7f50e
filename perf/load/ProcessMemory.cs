using System.Globalization;

namespace Basalt.Perf.Load;

/// <summary>Memory of processes and of the machine (proc_pid_status(5), proc_meminfo(5)). Bytes.</summary>
internal static class ProcessMemory
{
    public static long Resident(int process) => Field($"/proc/{process}/status", "VmRSS:");

    public static long Available() => Field("/proc/meminfo", "MemAvailable:");

    private static long Field(string file, string name)
    {
        var line = File.ReadLines(file).First(l => l.StartsWith(name, StringComparison.Ordinal));
        return 1024 * long.Parse(
            line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}

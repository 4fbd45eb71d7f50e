using System.Globalization;

namespace Basalt.Perf.Load;

/// <summary>Processor time of processes and all that they started (proc_pid_stat(5): utime and stime).</summary>
internal static class ProcessCpu
{
    /// <summary>USER_HZ: what the kernel counts these fields in, on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    public static TimeSpan Of(IReadOnlyCollection<int> roots)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(static d => int.TryParse(Path.GetFileName(d), out var id) ? Read(id) : null)
            .OfType<ProcessTicks>()
            .ToDictionary(static t => t.Id);
        var ticks = all.Values.Where(t => IsWithin(t, roots, all)).Sum(static t => t.Ticks);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    private static bool IsWithin(
        ProcessTicks process, IReadOnlyCollection<int> roots, Dictionary<int, ProcessTicks> all)
    {
        var current = process;
        while (true)
        {
            if (roots.Contains(current.Id))
            {
                return true;
            }

            if (!all.TryGetValue(current.Parent, out var parent))
            {
                return false;
            }

            current = parent;
        }
    }

    private static ProcessTicks? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            // The name may hold blanks and brackets: the fields are counted from its end. The third is the state.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            var user = long.Parse(fields[11], CultureInfo.InvariantCulture);
            var system = long.Parse(fields[12], CultureInfo.InvariantCulture);
            return new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), user + system);
        }
        catch (IOException)
        {
            // It ended between the listing and the reading.
            return null;
        }
    }

    private sealed record ProcessTicks(int Id, int Parent, long Ticks);
}

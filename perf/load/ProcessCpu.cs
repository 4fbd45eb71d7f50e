using System.Globalization;

namespace Basalt.Perf.Load;

/// <summary>Processor time of processes (proc_pid_stat(5): utime and stime).</summary>
internal static class ProcessCpu
{
    /// <summary>USER_HZ: what the kernel counts these fields in, on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Processes and all that they started.</summary>
    public static IReadOnlyList<int> WithDescendants(IReadOnlyCollection<int> roots)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(static d => int.TryParse(Path.GetFileName(d), out var id) ? Read(id) : null)
            .OfType<ProcessTicks>()
            .ToDictionary(static t => t.Id, static t => t.Parent);
        return [.. parents.Keys.Where(id => IsWithin(id, roots, parents))];
    }

    /// <summary>What these processes have used, with those of their threads that have ended.</summary>
    public static TimeSpan Of(IReadOnlyCollection<int> processes) =>
        TimeSpan.FromSeconds(processes.Select(Read).Sum(static t => t?.Ticks ?? 0) / TicksPerSecond);

    private static bool IsWithin(int process, IReadOnlyCollection<int> roots, Dictionary<int, int> parents)
    {
        var current = process;
        while (!roots.Contains(current))
        {
            if (!parents.TryGetValue(current, out current)) return false;
        }

        return true;
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

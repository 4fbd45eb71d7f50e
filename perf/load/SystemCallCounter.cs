using System.Diagnostics;
using System.Globalization;

namespace Basalt.Perf.Load;

/// <summary>Counts the system calls of processes with <c>perf stat</c>, which hardly slows them.</summary>
internal sealed class SystemCallCounter : IDisposable
{
    private static readonly TimeSpan s_attachTime = TimeSpan.FromMilliseconds(500);

    private readonly Process? _perf;
    private readonly string _output;

    private SystemCallCounter(Process? perf, string output)
    {
        (_perf, _output) = (perf, output);
    }

    /// <summary>Begins to count; without perf, or without the right to trace, nothing is counted.</summary>
    public static async Task<SystemCallCounter> StartAsync(IReadOnlyCollection<int> processes)
    {
        var output = Path.GetTempFileName();
        var ids = string.Join(',', ProcessCpu.WithDescendants(processes));
        try
        {
            var perf = Process.Start(
                "perf", ["stat", "-x", ",", "-o", output, "-e", "raw_syscalls:sys_enter", "-p", ids]);
            // It says nothing when it has attached; what it misses at first is a part of the warm-up.
            await Task.Delay(s_attachTime);
            return new(perf, output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.Error.WriteLine("perf is not installed: system calls are not counted");
            return new(null, output);
        }
    }

    public async Task<double?> StopAsync()
    {
        if (_perf is null) return null;
        using (var kill = Process.Start("/bin/sh", ["-c", $"kill -INT {_perf.Id}"])) await kill.WaitForExitAsync();
        await _perf.WaitForExitAsync();
        var line = (await File.ReadAllLinesAsync(_output))
            .FirstOrDefault(static l => l.Contains("sys_enter", StringComparison.Ordinal));
        return double.TryParse(line?.Split(',')[0], CultureInfo.InvariantCulture, out var count) ? count : null;
    }

    public void Dispose()
    {
        _perf?.Dispose();
        File.Delete(_output);
    }
}

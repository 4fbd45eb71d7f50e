using System.Diagnostics;
using System.Globalization;
using System.Text;
using Basalt.Tests.Support.Processes;

namespace Basalt.Perf.Load;

/// <summary>Writes what was measured, and on what: a figure without machine, command and commit says nothing.</summary>
internal sealed class Report
{
    private const string Head =
        "| server | round | requests/s | CPU us/request | p50 ms | p99 ms | p99.9 ms | max ms | errors |\n"
        + "|---|---|---|---|---|---|---|---|---|\n";

    private readonly StringBuilder _text = new();

    public Report(string title, string command) => _text
        .Append("# ").Append(title).Append("\n\n")
        .Append("- machine: ").Append(Machine()).Append('\n')
        .Append("- command: `").Append(command).Append("`\n")
        .Append("- commit: ").Append(Commit()).Append('\n')
        .Append("- generator and server share the machine; CPU is that of all the server's processes\n");

    public void Begin(Workload workload) => _text
        .Append(CultureInfo.InvariantCulture, $"\n## {workload.Operation} of {workload.ObjectSize} bytes, ")
        .Append(CultureInfo.InvariantCulture, $"{workload.Connections} connections, ")
        .Append(workload.Rate is { } rate ? $"{rate} requests/s offered\n\n" : "closed loop\n\n")
        .Append(Head);

    public void Add(string server, int round, LoadResult result)
    {
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"| {server} | {round} | {result.Rate:F0} | {result.CpuPerOperation:F0} | {result.Within(50):F2} "
            + $"| {result.Within(99):F2} | {result.Within(99.9):F2} | {result.Within(100):F2} | {result.Errors} |\n");
        _text.Append(line);
        Console.Write(line);
    }

    public override string ToString() => _text.ToString();

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(static l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        var kernel = File.ReadAllText("/proc/sys/kernel/osrelease").Trim();
        return $"{Environment.ProcessorCount} x {model ?? "unknown"}, {memory} GiB, Linux {kernel}";
    }

    private static string Commit()
    {
        var isClean = Git("status", "--porcelain", "--untracked-files=no").Length == 0;
        return Git("rev-parse", "--short", "HEAD") + (isClean ? "" : " with changes");
    }

    private static string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", BuiltProgram.RepositoryRoot, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}

using System.Diagnostics;
using System.Text.Json;

namespace Basalt.Perf.Load.Files;

/// <summary>fio with its io_uring engine, through perf/peers/fio.sh.</summary>
internal sealed class FioProgram : IFileProgram
{
    public string Name => "fio";

    public bool IsPeer => true;

    /// <summary>Makes the file: every block of it is written, so that none is read as a hole.</summary>
    public static async Task WriteAsync(string file, long size) => await RunAsync("write-file", file, size.Plain());

    public async Task<FileResult> RunAsync(string file, FileWorkload workload)
    {
        if (workload.Rate > 0) throw new InvalidOperationException("fio is a peer in a closed loop alone");
        var text = await RunAsync(
            "run", file, workload.Operation, workload.BlockSize.Plain(), workload.Depth.Plain(),
            workload.Seconds.Plain());
        using var document = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]);
        var job = document.RootElement.GetProperty("jobs")[0];
        var side = job.GetProperty(workload.Operation.EndsWith("read", StringComparison.Ordinal) ? "read" : "write");
        var seconds = side.GetProperty("runtime").GetDouble() / 1000;
        var share = (job.GetProperty("usr_cpu").GetDouble() + job.GetProperty("sys_cpu").GetDouble()) / 100;
        var count = side.GetProperty("total_ios").GetDouble();
        var latency = side.GetProperty("clat_ns").GetProperty("percentile");
        double Within(string percent) => latency.GetProperty(percent).GetDouble() / 1000;
        return new(
            count / seconds, share * seconds * 1e6 / count,
            Within("50.000000"), Within("99.000000"), Within("99.900000"), null);
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var script = Path.Combine(Repository.Root, "perf/peers/fio.sh");
        var start = Processors.ServerCommand("/bin/bash", [script, .. arguments]);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? text
            : throw new InvalidOperationException($"perf/peers/fio.sh ended with {process.ExitCode}");
    }
}

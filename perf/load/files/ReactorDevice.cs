using System.Diagnostics;
using System.Globalization;
using Basalt.Perf.Load.Servers;

namespace Basalt.Perf.Load.Files;

/// <summary>The data plane's device, through perf/reactor.</summary>
internal sealed class ReactorDevice(bool isAot) : IFileProgram
{
    public string Name => isAot ? "device AOT" : "device JIT";

    public bool IsPeer => false;

    public async Task<FileResult> RunAsync(string file, FileWorkload workload)
    {
        var start = Processors.ServerCommand(
            ReactorProgram.Find(isAot), "device", "--file", file, "--operation", workload.Operation,
            "--block", workload.BlockSize.Plain(), "--depth", workload.Depth.Plain(),
            "--seconds", workload.Seconds.Plain(), "--rate", workload.Rate.Plain());
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start)!;
        var line = (await process.StandardOutput.ReadToEndAsync()).Trim();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"perf/reactor ended with {process.ExitCode}");
        var figures = line.Split(' ').Chunk(2)
            .ToDictionary(static p => p[0], static p => double.Parse(p[1], CultureInfo.InvariantCulture));
        var count = figures["operations"];
        return new(
            count / figures["seconds"], figures["cpu_us"] / count, figures["p50_us"], figures["p99_us"],
            figures["p999_us"], figures["allocated"] / count);
    }
}

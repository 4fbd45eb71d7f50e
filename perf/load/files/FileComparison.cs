namespace Basalt.Perf.Load.Files;

/// <summary>Runs programs over one file in turn, A B A B; then their medians, and how many times the peer's.</summary>
internal sealed class FileComparison(IReadOnlyList<IFileProgram> programs, int rounds, Report report)
{
    public async Task RunAsync(string file, FileWorkload workload)
    {
        report.Begin(
            workload.Describe(),
            "program", "round", "operations/s", "CPU us/operation", "p50 us", "p99 us", "p99.9 us", "B/operation");
        var results = programs.Select(static _ => new List<FileResult>()).ToArray();
        for (var round = 1; round <= rounds; round++)
        {
            for (var i = 0; i < programs.Count; i++)
            {
                var result = await programs[i].RunAsync(file, workload);
                results[i].Add(result);
                report.Row(
                    programs[i].Name, round.Plain(), result.Rate.Plain(), result.CpuPerOperation.Plain(2),
                    result.P50.Plain(), result.P99.Plain(), result.P999.Plain(),
                    result.AllocatedPerOperation.OrDash(3));
            }
        }

        Conclude(results);
    }

    private void Conclude(List<FileResult>[] results)
    {
        var peer = programs.Index().Where(static p => p.Item.IsPeer).Select(static p => p.Index).DefaultIfEmpty(-1)
            .First();
        double Middle(int program, Func<FileResult, double> of) => results[program].Select(of).Median();
        double? Peers(Func<FileResult, double> of) => peer < 0 ? null : Middle(peer, of);
        report.Continue("medians", "operations/s", "x peer", "CPU us/operation", "x peer", "p99 us");
        for (var i = 0; i < programs.Count; i++)
        {
            var (rate, cpu) = (Middle(i, static r => r.Rate), Middle(i, static r => r.CpuPerOperation));
            report.Row(
                programs[i].Name, rate.Plain(), Format.Ratio(rate, Peers(static r => r.Rate)),
                cpu.Plain(2), Format.Ratio(cpu, Peers(static r => r.CpuPerOperation)),
                Middle(i, static r => r.P99).Plain());
        }
    }
}

using Basalt.Perf.Load.Servers;

namespace Basalt.Perf.Load;

/// <summary>Measures servers in turn, A B A B, so that a change of the machine's mood does not favour one.</summary>
internal static class Comparison
{
    public static async Task RunAsync(
        IReadOnlyList<Func<Task<ILoadServer>>> servers, IReadOnlyList<Workload> workloads, int rounds, Report report)
    {
        foreach (var workload in workloads)
        {
            report.Begin(workload);
            for (var round = 1; round <= rounds; round++)
            {
                foreach (var start in servers)
                {
                    // One server at a time: those that wait would take memory and now and then the processor.
                    await using var server = await start();
                    var run = new LoadRun(server.Requests("bench"), workload, $"round-{round}");
                    report.Add(server.Name, round, await run.RunAsync(server.Processes));
                }
            }
        }
    }
}

using Basalt.Perf.Load.Engine;
using Basalt.Perf.Load.Servers;

namespace Basalt.Perf.Load;

/// <summary>
/// Measures servers in turn, A B A B, so that a change of the machine's mood does not favour one; then says their
/// medians, and how many times the peer's they are.
/// </summary>
internal sealed class Comparison(IReadOnlyList<Func<Task<ILoadServer>>> servers, int rounds, Report report)
{
    /// <summary>Also counts system calls for each request, in a run of its own after the rounds.</summary>
    public bool HasSystemCalls { get; init; }

    public async Task RunAsync(Workload workload)
    {
        report.Begin(
            workload.Describe(),
            "server", "round", "requests/s", "CPU us/request", "p50 ms", "p99 ms", "p99.9 ms", "max ms", "B/request",
            "errors");
        var results = servers.Select(static _ => new List<LoadResult>()).ToArray();
        var (names, arePeers) = (new string[servers.Count], new bool[servers.Count]);
        for (var round = 1; round <= rounds; round++)
        {
            for (var i = 0; i < servers.Count; i++)
            {
                // One server at a time: those that wait would take memory and now and then the processor.
                await using var server = await servers[i]();
                await Processors.BindServerAsync(server.Processes);
                using var run = new LoadRun(server.Requests("bench"), workload, $"round-{round}");
                var result = run.Run(server);
                (names[i], arePeers[i]) = (server.Name, server.IsPeer);
                results[i].Add(result);
                report.Row(
                    server.Name, round.Plain(), result.Rate.Plain(), result.CpuPerOperation.Plain(2),
                    result.Within(50).Plain(3), result.Within(99).Plain(3), result.Within(99.9).Plain(3),
                    result.Within(100).Plain(3), result.AllocatedPerOperation.OrDash(3), result.Errors.Plain());
            }
        }

        var calls = HasSystemCalls ? await CountSystemCallsAsync(workload) : new double?[servers.Count];
        Conclude(names, Array.IndexOf(arePeers, true), results, calls);
    }

    private void Conclude(string[] names, int peer, List<LoadResult>[] results, double?[] calls)
    {
        double Middle(int server, Func<LoadResult, double> of) => results[server].Select(of).Median();
        double? Peers(Func<LoadResult, double> of) => peer < 0 ? null : Middle(peer, of);
        report.Continue(
            "medians", "requests/s", "x peer", "CPU us/request", "x peer", "p99 ms", "x peer", "system calls/request");
        for (var i = 0; i < names.Length; i++)
        {
            var (rate, cpu) = (Middle(i, static r => r.Rate), Middle(i, static r => r.CpuPerOperation));
            var p99 = Middle(i, static r => r.Within(99));
            report.Row(
                names[i], rate.Plain(), Format.Ratio(rate, Peers(static r => r.Rate)),
                cpu.Plain(2), Format.Ratio(cpu, Peers(static r => r.CpuPerOperation)),
                p99.Plain(3), Format.Ratio(p99, Peers(static r => r.Within(99))), calls[i].OrDash(3));
        }
    }

    private async Task<double?[]> CountSystemCallsAsync(Workload workload)
    {
        var calls = new double?[servers.Count];
        for (var i = 0; i < servers.Count; i++)
        {
            await using var server = await servers[i]();
            await Processors.BindServerAsync(server.Processes);
            using var run = new LoadRun(server.Requests("bench"), workload, "calls");
            using var counter = await SystemCallCounter.StartAsync(server.Processes);
            run.Run(server);
            calls[i] = await counter.StopAsync() / Math.Max(1.0, run.Answers);
        }

        return calls;
    }
}

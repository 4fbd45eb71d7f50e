using System.CommandLine;
using Basalt.Perf.Load.Connections;
using Basalt.Perf.Load.Engine;
using Basalt.Perf.Load.Servers;

namespace Basalt.Perf.Load.Commands;

/// <summary><c>connections</c>: many that wait, and many that are slow beside a few that are fast.</summary>
internal static class ConnectionsCommand
{
    private static readonly TimeSpan s_idleTime = TimeSpan.FromSeconds(10);

    public static Command Make(string[] arguments)
    {
        var idle = new Option<int>("--idle") { Description = "Idle ones", DefaultValueFactory = static _ => 10_000 };
        var slow = new Option<int>("--slow") { Description = "Slow ones", DefaultValueFactory = static _ => 2_000 };
        var (fast, size) = (CommonOptions.Connections(), CommonOptions.Size());
        var (seconds, rounds) = (CommonOptions.Seconds(5), CommonOptions.Rounds(3));
        var (rate, output) = (CommonOptions.Rate(), CommonOptions.Output());
        var names = CommonOptions.Of("--server", "Servers", [.. ReactorNames.Http, "nginx"], ["uring-aot"]);
        var command = new Command("connections", "What idle and slow connections cost")
        {
            idle, slow, fast, size, seconds, rounds, rate, names, output,
        };
        command.SetAction(async (parsed, _) =>
        {
            await Processors.BindGeneratorAsync();
            var report = new Report("Idle and slow connections", arguments);
            var servers = parsed.GetValue(names)!;
            var workload = CommonOptions.Workload(
                Operation.Get, parsed.GetValue(size), parsed.GetValue(fast), parsed.GetValue(seconds),
                parsed.GetValue(rate));
            if (parsed.GetValue(idle) is > 1 and var idleCount) await IdleAsync(servers, idleCount, report);
            if (parsed.GetValue(slow) is > 0 and var slowCount)
                await SlowAsync(servers, slowCount, parsed.GetValue(rounds), workload, report);
            await report.EndAsync(parsed.GetValue(output));
            return 0;
        });
        return command;
    }

    private static async Task IdleAsync(string[] servers, int count, Report report)
    {
        report.Begin(
            $"{count.Plain()} idle connections",
            "server", "CPU % with one", "CPU % with all", "KiB each, server", "KiB each, machine");
        foreach (var name in servers)
        {
            await using var server = await StartAsync(name, 4096);
            var result = await IdleConnections.MeasureAsync(server, count, s_idleTime);
            report.Row(
                server.Name, result.AloneShare.Plain(2), result.LoadedShare.Plain(2),
                (result.ResidentEach / 1024).Plain(1), (result.MachineEach / 1024).Plain(1));
        }
    }

    private static async Task SlowAsync(string[] servers, int count, int rounds, Workload workload, Report report)
    {
        report.Begin(
            $"{count.Plain()} slow connections, a byte a second, beside: {workload.Describe()}",
            "server", "round", "slow", "requests/s", "CPU us/request", "p50 ms", "p99 ms", "p99.9 ms", "lost");
        var conclusions = new List<(string Name, double Without, double With)>();
        foreach (var name in servers)
        {
            await using var server = await StartAsync(name, workload.ObjectSize);
            await Processors.BindServerAsync(server.Processes);
            var (without, with) = (new List<double>(), new List<double>());
            for (var round = 1; round <= rounds; round++)
            {
                without.Add(Run(server, 0, round, workload, report));
                with.Add(Run(server, count, round, workload, report));
            }

            conclusions.Add((server.Name, without.Median(), with.Median()));
        }

        report.Continue("medians", "p99 ms without", "p99 ms with", "with / without");
        foreach (var (name, without, with) in conclusions)
            report.Row(name, without.Plain(3), with.Plain(3), Format.Ratio(with, without));
    }

    /// <returns>The p99 of the fast ones, in milliseconds.</returns>
    private static double Run(ILoadServer server, int slowCount, int round, Workload workload, Report report)
    {
        var requests = server.Requests("slow");
        using var slow = new SlowClients(requests.Endpoint, slowCount);
        using var run = new LoadRun(requests, workload, "fast") { Beside = slow.Turn };
        var result = run.Run(server);
        report.Row(
            server.Name, round.Plain(), slowCount.Plain(), result.Rate.Plain(), result.CpuPerOperation.Plain(2),
            result.Within(50).Plain(3), result.Within(99).Plain(3), result.Within(99.9).Plain(3),
            slow.LostCount.Plain());
        return result.Within(99);
    }

    private static async Task<ILoadServer> StartAsync(string name, int size) => name == "nginx"
        ? await NginxServer.StartAsync(size)
        : await ReactorNames.StartAsync("http", name, size, "--patient", "yes");
}

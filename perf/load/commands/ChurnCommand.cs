using System.CommandLine;
using Basalt.Perf.Load.Churn;

namespace Basalt.Perf.Load.Commands;

/// <summary><c>churn</c>: connections of all kinds come and go, and nothing may be left of them.</summary>
internal static class ChurnCommand
{
    private const int MinutesBetweenRests = 10;

    public static Command Make(string[] arguments)
    {
        var minutes = new Option<int>("--minutes")
        {
            Description = "How long connections are opened",
            DefaultValueFactory = static _ => 60,
        };
        var rate = new Option<double>("--rate")
        {
            Description = "Connections opened a second, on each server",
            DefaultValueFactory = static _ => 40,
        };
        var output = CommonOptions.Output();
        var names = CommonOptions.Of(
            "--server", "Servers, side by side", ReactorNames.Echo, ["uring-aot", "sockets-aot"]);
        var command = new Command("churn", "Connections of all kinds come and go; what the server holds must come back")
        {
            minutes, rate, names, output,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var report = new Report("Churn", arguments);
            var runs = parsed.GetValue(names)!
                .Select(name => RunAsync(name, parsed.GetValue(minutes), parsed.GetValue(rate), stop))
                .ToArray();
            var isGood = true;
            foreach (var (history, run) in await Task.WhenAll(runs))
            {
                isGood &= history.Write(report) && run.SurpriseCount == 0;
                report.Continue("client of " + history.Server, "connections", "did not end as they must");
                foreach (var (kind, done, surprises) in run.Outcomes)
                    report.Row(kind.ToString(), done.Plain(), surprises.Plain());
            }

            await report.EndAsync(parsed.GetValue(output));
            return isGood ? 0 : 1;
        });
        return command;
    }

    private static async Task<(ChurnHistory History, ChurnRun Run)> RunAsync(
        string name, int minutes, double rate, CancellationToken stop)
    {
        var clock = TimeProvider.System;
        await using var server = await ChurnServer.StartAsync(name, clock);
        var run = new ChurnRun(server, rate, seed: 1, clock);
        var history = new ChurnHistory(server.Name);
        await run.WarmUpAsync();
        history.AddRest(0, await server.ReadAsync(isAtRest: true));
        for (var minute = 1; minute <= minutes && !stop.IsCancellationRequested; minute++)
        {
            var cpuBefore = (await server.ReadAsync(isAtRest: false)).Cpu;
            await run.RunAsync(TimeSpan.FromMinutes(1), stop);
            var sample = await server.ReadAsync(isAtRest: false);
            history.AddMinute(minute, run.Live, 100 * (sample.Cpu - cpuBefore).TotalMinutes, sample);
            if (minute > 1 && minute % MinutesBetweenRests != 0 && minute < minutes) continue;
            await run.DrainAsync();
            history.AddRest(minute, await server.ReadAsync(isAtRest: true));
        }

        return (history, run);
    }
}

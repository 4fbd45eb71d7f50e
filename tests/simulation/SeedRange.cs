using System.Diagnostics;
using System.Globalization;

namespace Basalt.Tests.Simulation;

/// <summary>Runs a range of seeds in this process, each twice, and prints what each came to.</summary>
internal static class SeedRange
{
    private const string Usage =
        "usage: sim [--seeds A..B] [--scenario NAME]\n\n"
        + "Runs every seed from A to B (1..20; one number is one seed) twice, prints the hash of its events and fails\n"
        + "if a checker sees a mistake or the two hashes differ. Scenarios: ";

    public static int Run(string[] args)
    {
        if (Parse(args) is not { } wanted)
        {
            Console.Error.WriteLine(Usage + string.Join(", ", Scenarios.All.Select(static each => each.Name)));
            return 2;
        }

        var failures = 0;
        var operations = wanted.Names.ToDictionary(static name => name, static _ => (Count: 0L, Cpu: TimeSpan.Zero));
        for (var seed = wanted.First; seed <= wanted.Last; seed++)
        {
            foreach (var name in wanted.Names)
            {
                try
                {
                    var before = CpuTime();
                    var run = Scenarios.RunTwice(name, seed);
                    var (count, cpu) = operations[name];
                    operations[name] = (count + (2 * run.OperationCount), cpu + CpuTime() - before);
                    Console.WriteLine(Format($"seed {seed} {name} {run}"));
                }
                catch (SimulatedFailureException failure)
                {
                    failures++;
                    Console.WriteLine($"FAILED {failure.Message}");
                }
            }
        }

        foreach (var (name, (count, cpu)) in operations)
        {
            var pace = 10 * count / cpu.TotalSeconds;
            var spent = cpu.TotalSeconds;
            Console.WriteLine(Format($"{name}: {count} operations in {spent:F1} s of CPU, {pace:F0} in 10 s"));
        }

        Console.WriteLine(failures == 0
            ? Format($"seeds {wanted.First}..{wanted.Last}: each ran twice to the same hash, nothing was wrong")
            : Format($"seeds {wanted.First}..{wanted.Last}: {failures} failed"));
        return failures == 0 ? 0 : 1;
    }

    private static (int First, int Last, string[] Names)? Parse(string[] args)
    {
        var (first, last) = (Seeds.FirstDefault, Seeds.FirstDefault + Seeds.CountDefault - 1);
        string[] names = [.. Scenarios.All.Select(static each => each.Name)];
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length) return null;
            if (args[i] == "--seeds" && Seeds.TryParse(args[i + 1], out first, out last)) continue;
            if (args[i] != "--scenario" || !names.Contains(args[i + 1])) return null;
            names = [args[i + 1]];
        }

        return (first, last, names);
    }

    private static TimeSpan CpuTime() => Process.GetCurrentProcess().TotalProcessorTime;

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using Basalt.Tests.Fuzz;
using SharpFuzz;

// Basalt.Tests.Fuzz [TARGET] [--seconds N] [--seed N]: random inputs, made here.
// Basalt.Tests.Fuzz TARGET --afl: one input on standard input, under afl-fuzz with instrumented assemblies (SharpFuzz).
const string Findings = "artifacts/fuzz";
var seconds = Number("--seconds", 30);
var seed = Number("--seed", 1);
var name = args.FirstOrDefault() is { } first && !first.StartsWith('-') ? first : null;
var targets = FuzzTargets.All.Where(t => name is null || t.Name == name).ToArray();
if (targets.Length == 0)
{
    var names = string.Join(' ', FuzzTargets.All.Select(static t => t.Name));
    Console.Error.WriteLine($"no target '{name}'; there are: {names}");
    return 2;
}

if (args.Contains("--afl"))
{
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        targets[0].Run(copy.ToArray());
    });
    return 0;
}

// Each target has its turn, whatever those before it found.
var findings = targets.Select(Finds).ToArray();
return findings.Contains(true) ? 1 : 0;

bool Finds(IFuzzTarget target)
{
    var clock = TimeProvider.System;
    var started = clock.GetTimestamp();
    var mutator = new Mutator(target.Seeds, seed);
    var count = 0;
    while (clock.GetElapsedTime(started) < TimeSpan.FromSeconds(seconds))
    {
        var input = mutator.Next();
        count++;
        try
        {
            target.Run(input);
        }
#pragma warning disable CA1031 // Whatever comes out of a parser but its own refusal is the finding that is looked for.
        catch (Exception finding)
#pragma warning restore CA1031
        {
            Directory.CreateDirectory(Findings);
            var file = Path.Combine(Findings, $"{target.Name}-{seed}-{count}");
            File.WriteAllBytes(file, input);
            Console.WriteLine($"{target.Name}: input {count} of seed {seed} fails, kept as {file}\n{finding}");
            return true;
        }
    }

    Console.WriteLine($"{target.Name}: {count} inputs of seed {seed}, nothing found");
    return false;
}

int Number(string option, int otherwise)
{
    var index = Array.IndexOf(args, option);
    return index >= 0 && index + 1 < args.Length ? int.Parse(args[index + 1], CultureInfo.InvariantCulture) : otherwise;
}

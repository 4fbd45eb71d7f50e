using System.CommandLine;

namespace Basalt.Perf.Load.Commands;

/// <summary>Options that several verbs have.</summary>
internal static class CommonOptions
{
    public static Option<int> Connections() => new("--connections")
    {
        Description = "Connections, each with one request at a time",
        DefaultValueFactory = static _ => 32,
    };

    public static Option<int> Size() => new("--size")
    {
        Description = "Bytes of an object, or of an answer's body",
        DefaultValueFactory = static _ => 4096,
    };

    public static Option<int> Seconds(int usual) => new("--seconds")
    {
        Description = "Measured seconds of each run, after 3 to warm up",
        DefaultValueFactory = _ => usual,
    };

    public static Option<int> Rounds(int usual) => new("--rounds")
    {
        Description = "Runs of each, in turn",
        DefaultValueFactory = _ => usual,
    };

    public static Option<double?> Rate() => new("--rate")
    {
        Description = "Requests a second to offer (open loop); without it, the next goes out when the last is answered",
    };

    public static Option<FileInfo?> Output() => new("--output")
    {
        Description = "Write the report there, too (perf/results/NAME.md)",
    };

    public static Option<string[]> Of(string name, string description, string[] known, string[] usual)
    {
        var option = new Option<string[]>(name)
        {
            Description = $"{description}: {string.Join(", ", known)} (by default {string.Join(", ", usual)})",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => usual,
        };
        option.AcceptOnlyFromAmong(known);
        return option;
    }

    public static Workload Workload(
        Operation operation, int size, int connections, int seconds, double? rate) =>
        new(operation, size, connections, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(seconds), rate);
}

using System.CommandLine;
using Basalt.Perf.Load.Servers;

namespace Basalt.Perf.Load.Commands;

/// <summary><c>objects</c>: S3 and Swift of a new cloud beside Debian's Swift.</summary>
internal static class ObjectsCommand
{
    private static readonly string[] s_usual = ["s3", "swift", "debian-swift"];

    /// <summary>The endpoint on another front than the default one, too.</summary>
    private static readonly string[] s_servers =
        [.. s_usual, "s3-socket", "swift-socket", "s3-kestrel", "swift-kestrel"];

    public static Command Make(string[] arguments)
    {
        var operations = new Option<Operation[]>("--operation")
        {
            Description = "put, get or both (the default)",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = static _ => [Operation.Put, Operation.Get],
        };
        var (size, connections) = (CommonOptions.Size(), CommonOptions.Connections());
        var (seconds, rounds) = (CommonOptions.Seconds(10), CommonOptions.Rounds(2));
        var (rate, output) = (CommonOptions.Rate(), CommonOptions.Output());
        var names = CommonOptions.Of("--server", "Servers", s_servers, s_usual);
        var command = new Command("objects", "The object endpoint of a new `basalt up`, beside Debian's Swift")
        {
            operations, size, connections, seconds, rounds, rate, names, output,
        };
        command.SetAction(async (parsed, _) =>
        {
            var report = new Report("Objects beside a peer", arguments);
            var servers = parsed.GetValue(names)!.Select(StartOf).ToArray();
            var comparison = new Comparison(servers, parsed.GetValue(rounds), report);
            foreach (var operation in parsed.GetValue(operations)!)
            {
                await comparison.RunAsync(CommonOptions.Workload(
                    operation, parsed.GetValue(size), parsed.GetValue(connections), parsed.GetValue(seconds),
                    parsed.GetValue(rate)));
            }

            await report.EndAsync(parsed.GetValue(output));
            return 0;
        });
        return command;
    }

    private static Func<Task<ILoadServer>> StartOf(string name) => name switch
    {
        "debian-swift" => static async () => await SwiftServer.StartAsync(),
        _ when name.StartsWith("s3", StringComparison.Ordinal)
            => async () => await BasaltServer.StartS3Async(FrontOf(name)),
        _ => async () => await BasaltServer.StartSwiftAsync(FrontOf(name)),
    };

    private static string FrontOf(string name) => name.Contains('-', StringComparison.Ordinal)
        ? name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..]
        : "auto";
}

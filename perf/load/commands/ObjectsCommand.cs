using System.CommandLine;
using Basalt.Perf.Load.Servers;

namespace Basalt.Perf.Load.Commands;

/// <summary><c>objects</c>: S3 and Swift of a new cloud beside Debian's Swift.</summary>
internal static class ObjectsCommand
{
    private static readonly string[] s_servers = ["s3", "swift", "debian-swift"];

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
        var names = CommonOptions.Of("--server", "Servers", s_servers, s_servers);
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
        "s3" => static async () => await BasaltServer.StartS3Async(),
        "swift" => static async () => await BasaltServer.StartSwiftAsync(),
        _ => static async () => await SwiftServer.StartAsync(),
    };
}

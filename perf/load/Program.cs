using System.CommandLine;
using Basalt.Perf.Load;
using Basalt.Perf.Load.Servers;

var operations = new Option<Operation[]>("--operation")
{
    Description = "put, get or both (the default)",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = static _ => [Operation.Put, Operation.Get],
};
var size = new Option<int>("--size") { Description = "Bytes of an object", DefaultValueFactory = static _ => 4096 };
var connections = new Option<int>("--connections")
{
    Description = "Connections, each with one request at a time",
    DefaultValueFactory = static _ => 32,
};
var seconds = new Option<int>("--seconds")
{
    Description = "Measured seconds of each run, after 3 to warm up",
    DefaultValueFactory = static _ => 10,
};
var rounds = new Option<int>("--rounds")
{
    Description = "Runs of each server, in turn",
    DefaultValueFactory = static _ => 2,
};
var rate = new Option<double?>("--rate")
{
    Description = "Requests a second to offer (open loop); without it, the next goes out when the last is answered",
};
var names = new Option<string[]>("--server")
{
    Description = "s3, swift (both Basalt) and debian-swift; all three by default",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = static _ => ["s3", "swift", "debian-swift"],
};
names.AcceptOnlyFromAmong("s3", "swift", "debian-swift");
var output = new Option<FileInfo?>("--output") { Description = "Write the report there, too (perf/results/NAME.md)" };

var root = new RootCommand(
    "Measures the object endpoint of a new `basalt up`, by S3 and by Swift, beside Debian's Swift (perf/peers).\n"
    + "Rate, server CPU per request and latency come out, as a table.")
{
    operations, size, connections, seconds, rounds, rate, names, output,
};
root.SetAction(async (parsed, _) =>
{
    var workloads = parsed.GetValue(operations)!
        .Select(operation => new Workload(
            operation,
            parsed.GetValue(size),
            parsed.GetValue(connections),
            TimeSpan.FromSeconds(3),
            TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            parsed.GetValue(rate)))
        .ToArray();
    var servers = parsed.GetValue(names)!.Select(StartOf).ToArray();
    var command = "dotnet run build.cs -- bench " + string.Join(' ', args);
    var report = new Report("Objects beside a peer", command.TrimEnd());
    await Comparison.RunAsync(servers, workloads, parsed.GetValue(rounds), report);
    Console.WriteLine();
    Console.WriteLine(report);
    if (parsed.GetValue(output) is { } file)
    {
        await File.WriteAllTextAsync(file.FullName, report.ToString(), CancellationToken.None);
    }

    return 0;
});
return await root.Parse(args).InvokeAsync();

static Func<Task<ILoadServer>> StartOf(string name) => name switch
{
    "s3" => static async () => await BasaltServer.StartS3Async(),
    "swift" => static async () => await BasaltServer.StartSwiftAsync(),
    _ => static async () => await SwiftServer.StartAsync(),
};

using System.CommandLine;
using Basalt.Perf.Load.Servers;

namespace Basalt.Perf.Load.Commands;

/// <summary><c>http</c> and <c>echo</c>: perf/reactor's services beside nginx.</summary>
internal static class HttpCommand
{
    public static Command MakeHttp(string[] arguments) => Make(
        "http", "A fixed answer over HTTP: the reactor beside nginx and Kestrel",
        [.. ReactorNames.Http, "nginx"], ["uring-aot", "uring-jit", "sockets-aot", "kestrel-aot", "nginx"], arguments);

    public static Command MakeEcho(string[] arguments) => Make(
        "echo", "What is sent comes back: the reactor's transports beside each other",
        ReactorNames.Echo, ["uring-aot", "sockets-aot"], arguments);

    private static Command Make(string name, string description, string[] known, string[] usual, string[] arguments)
    {
        var (size, connections) = (CommonOptions.Size(), CommonOptions.Connections());
        var (seconds, rounds) = (CommonOptions.Seconds(5), CommonOptions.Rounds(3));
        var (rate, output) = (CommonOptions.Rate(), CommonOptions.Output());
        var names = CommonOptions.Of("--server", "Servers", known, usual);
        var calls = new Option<bool>("--calls") { Description = "Count system calls, too (perf stat)" };
        var command = new Command(name, description)
        {
            size, connections, seconds, rounds, rate, names, calls, output,
        };
        command.SetAction(async (parsed, _) =>
        {
            await Processors.BindGeneratorAsync();
            var report = new Report(name == "echo" ? "Echo" : "A fixed answer over HTTP", arguments);
            var bodySize = parsed.GetValue(size);
            var servers = parsed.GetValue(names)!
                .Select(server => StartOf(name, server, bodySize))
                .ToArray();
            var comparison = new Comparison(servers, parsed.GetValue(rounds), report)
            {
                HasSystemCalls = parsed.GetValue(calls),
            };
            await comparison.RunAsync(CommonOptions.Workload(
                Operation.Get, bodySize, parsed.GetValue(connections), parsed.GetValue(seconds),
                parsed.GetValue(rate)));
            await report.EndAsync(parsed.GetValue(output));
            return 0;
        });
        return command;
    }

    private static Func<Task<ILoadServer>> StartOf(string service, string name, int size) => name == "nginx"
        ? async () => await NginxServer.StartAsync(size)
        : async () => await ReactorNames.StartAsync(service, name, size);
}

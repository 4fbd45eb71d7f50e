using Basalt.Perf.Load.Servers;

namespace Basalt.Perf.Load.Commands;

/// <summary>perf/reactor's ways to serve, as the command line names them: what it runs on, and how compiled.</summary>
internal static class ReactorNames
{
    public static string[] Echo { get; } = [.. Both("uring"), .. Both("sockets")];

    public static string[] Http { get; } = [.. Echo, .. Both("kestrel")];

    public static async Task<ILoadServer> StartAsync(string service, string name, int size, params string[] options)
    {
        var parts = name.Split('-');
        return await ReactorServer.StartAsync(service, parts[0], parts[1] == "aot", size, options);
    }

    private static IEnumerable<string> Both(string carrier) => [carrier + "-aot", carrier + "-jit"];
}

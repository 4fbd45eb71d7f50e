using System.Net;
using Basalt.Perf.Reactor.Echo;
using Basalt.Perf.Reactor.Http;
using Basalt.Perf.Reactor.Kestrel;
using Basalt.Runtime;
using Basalt.Transport;
using Basalt.Transport.Uring;

namespace Basalt.Perf.Reactor;

/// <summary>Serves on one shard until standard input ends, so that no server outlives who started it.</summary>
internal static class Server
{
    /// <summary>More than any measurement opens, from the one address that all of them come from.</summary>
    private const int ConnectionsMax = 30_000;

    public static async Task<int> RunAsync(Options options)
    {
        if (options.Carrier == Carrier.Kestrel) return await KestrelServer.RunAsync(options);
        var mode = options.Carrier == Carrier.Uring ? TransportMode.Ring : TransportMode.Sockets;
        await using var kernel = KernelShard.Start(
            "reactor", mode, TimeProvider.System, seed: 1, new ShardOptions(), Console.Error.WriteLine);
        var listenerOptions = new ListenerOptions { Limits = Limits(options), Warn = Console.Error.WriteLine };
        ConnectionHandler handler = options.Service == Service.Echo
            ? EchoService.ServeAsync
            : new HttpResponder(options.BodySize, TimeProvider.System).ServeAsync;
        await using var listener = kernel.Transport.Listen(
            kernel.Shard, new IPEndPoint(IPAddress.Loopback, options.Port), listenerOptions, handler);
        await ServeUntilEndAsync(((IPEndPoint)listener.LocalEndPoint).Port);
        return 0;
    }

    public static async Task ServeUntilEndAsync(int port)
    {
        Console.WriteLine($"ready {port}");
        while (await Console.In.ReadLineAsync() is not null)
        {
        }
    }

    private static TransportLimits Limits(Options options)
    {
        var limits = new TransportLimits { ConnectionsMax = ConnectionsMax, ConnectionsPerAddressMax = ConnectionsMax };
        return options.IsPatient
            ? limits with { RateMin = 0, HeadTimeMax = TimeSpan.FromHours(1), IdleTimeMax = TimeSpan.FromHours(1) }
            : limits;
    }
}

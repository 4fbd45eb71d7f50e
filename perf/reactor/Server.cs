using System.Net;
using Basalt.Perf.Reactor.Echo;
using Basalt.Perf.Reactor.Http;
using Basalt.Perf.Reactor.Kestrel;
using Basalt.Runtime;
using Basalt.Transport;
using Basalt.Transport.Tls;
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
        var mode = options.Carrier switch
        {
            Carrier.Uring => TransportMode.Ring,
            Carrier.Auto => TransportMode.Auto,
            _ => TransportMode.Sockets,
        };
        await using var kernel = KernelShard.Start(
            "reactor", mode, TimeProvider.System, seed: 1, new ShardOptions(), Console.Error.WriteLine);
        var listenerOptions = new ListenerOptions { Limits = Limits(options), Warn = Console.Error.WriteLine };
        var handler = Handler(options, kernel);
        await using var plain = Listen(options.Port, listenerOptions);
        if (options.Certificate.Length == 0)
        {
            await ServeUntilEndAsync($"ready {PortOf(plain)}", Ask(plain));
            return 0;
        }

        using var certificate = new TlsCertificate(
            options.Certificate, options.Key, TimeProvider.System, Console.Error.WriteLine);
        await using var secret = Listen(0, listenerOptions with { Tls = new TlsOptions(certificate) });
        await ServeUntilEndAsync($"ready {PortOf(plain)} {PortOf(secret)}", Ask(plain, secret));
        return 0;

        IListener Listen(int port, ListenerOptions listening) => kernel.Transport.Listen(
            kernel.Shard, new IPEndPoint(IPAddress.Loopback, port), listening, handler);

        Func<bool, Task<string>> Ask(params IReadOnlyList<IListener> listeners)
            => isAtRest => ServiceCounters.ReadAsync(kernel, listeners, isAtRest);
    }

    public static async Task ServeUntilEndAsync(string ready, Func<bool, Task<string>> ask)
    {
        Console.WriteLine(ready);
        while (await Console.In.ReadLineAsync() is { } line) Console.WriteLine(await ask(line == "rest"));
    }

    private static ConnectionHandler Handler(Options options, KernelShard kernel)
    {
        ConnectionHandler serve = options.Service == Service.Echo
            ? EchoService.ServeAsync
            : new HttpResponder(options.BodySize, TimeProvider.System).ServeAsync;
        if (options.File.Length == 0 || kernel.Ring is not { } ring) return serve;
        return async connection =>
        {
            using var file = new RegisteredFile(ring, kernel.Shard, options.File);
            await file.ReadAsync();
            await serve(connection);
        };
    }

    private static int PortOf(IListener listener) => ((IPEndPoint)listener.LocalEndPoint).Port;

    private static TransportLimits Limits(Options options)
    {
        var limits = new TransportLimits { ConnectionsMax = ConnectionsMax, ConnectionsPerAddressMax = ConnectionsMax };
        if (options.IsHasty)
        {
            return limits with
            {
                HandshakeTimeMax = TimeSpan.FromSeconds(2), HeadTimeMax = TimeSpan.FromSeconds(3),
                RateGrace = TimeSpan.FromSeconds(2), LingerTimeMax = TimeSpan.FromSeconds(2),
                IdleTimeMax = TimeSpan.FromSeconds(4),
            };
        }

        return options.IsPatient
            ? limits with { RateMin = 0, HeadTimeMax = TimeSpan.FromHours(1), IdleTimeMax = TimeSpan.FromHours(1) }
            : limits;
    }
}

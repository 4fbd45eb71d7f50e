using System.Net;

using Basalt.Runtime;
using Basalt.Transport;

namespace Basalt.Http.Http1;

/// <summary>
/// HTTP/1.1 and HTTP/1.0 on one address, on one shard: every request goes to one handler, which runs on that shard and
/// must not block it. Stopped once. Any thread.
/// </summary>
public sealed class Http1Front : IAsyncDisposable
{
    private readonly Http1Shard _shard;
    private readonly IListener _listener;

    private Http1Front(Http1Shard shard, IListener listener) => (_shard, _listener) = (shard, listener);

    /// <summary>Where it listens.</summary>
    public EndPoint EndPoint => _listener.LocalEndPoint;

    public Http1Counters Counters => _shard.Counters;

    public TransportCounters Connections => _listener.Counters;

    /// <summary>Listens and serves from now on.</summary>
    /// <param name="transport">Whose connections.</param>
    /// <param name="shard">Where they and the handler run.</param>
    /// <param name="options">Where it listens.</param>
    /// <param name="handler">Answers.</param>
    /// <exception cref="IOException">The address cannot be had.</exception>
    public static Http1Front Start(ITransport transport, Shard shard, Http1Options options, IHttpHandler handler)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        var shared = new Http1Shard(shard, handler, new RequestIds(shard.Time), options);
        var listenerOptions = new ListenerOptions
        {
            Limits = options.Limits,
            Tls = options.Tls,
            IsAddressShared = false,
            Warn = options.Warn,
        };
        var listener = transport.Listen(
            shard, options.Address, listenerOptions,
            connection => new Http1Connection(shared, connection).ServeAsync());
        return new Http1Front(shared, listener);
    }

    /// <summary>Takes no new connections, ends idle ones, lets requests under way end, and cuts what is left after
    /// <paramref name="drain"/>.</summary>
    public async Task StopAsync(TimeSpan drain)
    {
        await _listener.StopAsync(drain);
        _shard.Dispose();
    }

    public async ValueTask DisposeAsync() => await StopAsync(TimeSpan.Zero);
}

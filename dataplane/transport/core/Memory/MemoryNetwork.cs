using System.Collections.Concurrent;
using System.Net;

using Basalt.Runtime;

namespace Basalt.Transport.Memory;

/// <summary>A transport in memory, for tests: both ends of each connection are here. Any thread.</summary>
public sealed class MemoryNetwork : ITransport
{
    private const int FirstPort = 49152;

    private readonly ConcurrentDictionary<EndPoint, MemoryListener> _listeners = new();
    private int _portLast = FirstPort;

    public MemoryNetwork()
        : this(new DirectCarrier())
    {
    }

    internal MemoryNetwork(ICarrier carrier) => Carrier = carrier;

    internal ICarrier Carrier { get; }

    /// <inheritdoc/>
    public IListener Listen(Shard shard, EndPoint address, ListenerOptions options, ConnectionHandler handler)
    {
        if (address is IPEndPoint { Port: 0 } ip) address = new IPEndPoint(ip.Address, NextPort());
        var listener = new MemoryListener(this, shard, address, options, handler);
        if (!_listeners.TryAdd(address, listener)) throw new IOException($"{address} is listened on already");
        listener.Begin();
        return listener;
    }

    /// <summary>
    /// Connects from <paramref name="source"/> and runs <paramref name="handler"/> on the new connection; to be called
    /// on <paramref name="shard"/>. Done when the connection is gone.
    /// </summary>
    /// <exception cref="IOException">Nobody listens there, or the connection is refused.</exception>
    public async Task ConnectAsync(Shard shard, IPAddress source, EndPoint target, ConnectionHandler handler)
    {
        if (!_listeners.TryGetValue(target, out var listener)) throw new IOException($"{target} refuses: no listener");
        var home = new MemoryClient(shard, SynchronizationContext.Current!);
        var local = new IPEndPoint(source, NextPort());
        var client = new MemoryConnection(home, 1, local, target, Carrier);
        var offer = new MemoryOffer(client);
        if (!listener.TryOffer(offer) || !await offer.IsAccepted) throw new IOException($"{target} refuses");
        await client.ServeAsync(handler);
        home.Buffers.Dispose();
        if (home.Failure is { } failure) throw new IOException(failure);
    }

    internal void Forget(MemoryListener listener)
        => _listeners.TryRemove(KeyValuePair.Create(listener.LocalEndPoint, listener));

    private int NextPort() => FirstPort + (int)((uint)Interlocked.Increment(ref _portLast) % (65536 - FirstPort));

    private sealed class DirectCarrier : ICarrier
    {
        public bool TryCarry(MemoryLane lane, MemoryMessage message) => lane.Target.TryPost(message);

        public int Portion(int size) => size;
    }
}

using System.Net;

using Basalt.Runtime;
using Basalt.Runtime.Rings;
using Basalt.Transport.Sockets;

namespace Basalt.Transport.Uring;

/// <summary>
/// Connections through one shard's ring: what comes in lies where the kernel put it, and all sends of a turn go down in
/// the one call that the shard makes anyway.
/// </summary>
/// <param name="driver">The ring of the only shard that this may listen for; it has not started yet.</param>
public sealed class UringTransport(RingDriver driver) : ITransport
{
    private readonly UringShard _ring = new(driver);

    /// <summary>Buffers that readers hold: exactly on the shard, about so on other threads.</summary>
    public int LentBufferCount => _ring.Buffers.LentCount;

    /// <inheritdoc/>
    public IListener Listen(Shard shard, EndPoint address, ListenerOptions options, ConnectionHandler handler)
    {
        var listening = ListeningSocket.Open(address, options);
        var listener = new UringListener(shard, _ring, listening, options, handler);
        listener.Begin();
        return listener;
    }
}

using System.Net;

using Basalt.Runtime;

namespace Basalt.Transport;

/// <summary>A way for connections to come in: a kernel's sockets, memory, a simulated network.</summary>
public interface ITransport
{
    /// <summary>Listens for a shard. Several shards may listen on one address; the transport spreads
    /// connections.</summary>
    /// <exception cref="IOException">The address cannot be had; the message names it.</exception>
    IListener Listen(Shard shard, EndPoint address, ListenerOptions options, ConnectionHandler handler);
}

using System.Net;

using Basalt.Runtime;

namespace Basalt.Transport.Sockets;

/// <summary>
/// The kernel's sockets by way of .NET's own: everywhere, and with the same behaviour, but with a thread of epoll and a
/// message for each event. Any thread.
/// </summary>
public sealed class SocketTransport : ITransport
{
    /// <inheritdoc/>
    public IListener Listen(Shard shard, EndPoint address, ListenerOptions options, ConnectionHandler handler)
    {
        var listening = ListeningSocket.Open(address, options);
        var listener = new SocketListener(shard, listening, options, handler);
        listener.Begin();
        return listener;
    }
}

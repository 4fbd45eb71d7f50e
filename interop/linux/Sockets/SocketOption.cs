namespace Basalt.Interop.Linux.Sockets;

/// <summary>Options whose value is a number. socket(7), tcp(7), ipv6(7).</summary>
public enum SocketOption
{
    ReuseAddress,

    /// <summary>Several sockets, one for each shard, share a port; the kernel spreads connections over them.</summary>
    ReusePort,
    KeepAlive,
    SendBufferSize,
    ReceiveBufferSize,

    /// <summary>The pending error, which reading clears.</summary>
    Error,

    /// <summary>The processor on which the connection's packets come in.</summary>
    IncomingCpu,
    NoDelay,

    /// <summary>Seconds to wait for the first bytes before a connection is accepted without them.</summary>
    DeferAccept,
    UserTimeoutMs,
    IPv6Only,
}

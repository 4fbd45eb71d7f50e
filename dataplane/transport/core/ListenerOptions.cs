using Basalt.Transport.Proxy;
using Basalt.Transport.Tls;

namespace Basalt.Transport;

/// <summary>What a listener is told.</summary>
public sealed record ListenerOptions
{
    public TransportLimits Limits { get; init; } = new();

    /// <summary>Counts connections over several listeners; each has its own if none is given.</summary>
    public ConnectionGate? Gate { get; init; }

    /// <summary>TLS on each connection; null for none.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>PROXY protocol from these peers; null for none.</summary>
    public ProxyOptions? Proxy { get; init; }

    /// <summary>Whether other listeners, of this user's processes, may have the same address (SO_REUSEPORT): for the
    /// shards of one service. False: an address in use is refused.</summary>
    public bool IsAddressShared { get; init; } = true;

    /// <summary>Mode of a Unix socket's file.</summary>
    public UnixFileMode SocketFileMode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Told what an operator must know: no descriptors left, a handler that failed. Any thread.</summary>
    public Action<string> Warn { get; init; } = static _ => { };
}

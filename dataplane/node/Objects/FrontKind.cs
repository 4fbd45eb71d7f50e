namespace Basalt.Node.Objects;

/// <summary>What serves the object endpoint.</summary>
internal enum FrontKind
{
    /// <summary>The node's own front on its shard's ring; on plain sockets where the kernel allows no ring.</summary>
    Auto,

    /// <summary>The node's own front on its shard's ring, or none.</summary>
    Reactor,

    /// <summary>The node's own front on plain sockets.</summary>
    Socket,

    /// <summary>.NET's server, on the thread pool.</summary>
    Kestrel,
}

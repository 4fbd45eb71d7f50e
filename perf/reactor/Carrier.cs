namespace Basalt.Perf.Reactor;

/// <summary>Whose sockets a service runs on.</summary>
internal enum Carrier
{
    /// <summary>The data plane's, on its shard's io_uring.</summary>
    Uring,

    /// <summary>The data plane's, on a ring if the kernel gives one.</summary>
    Auto,

    /// <summary>The data plane's, on .NET's sockets.</summary>
    Sockets,

    /// <summary>Kestrel, with nothing above it. Serves HTTP alone.</summary>
    Kestrel,
}

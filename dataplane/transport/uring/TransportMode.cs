namespace Basalt.Transport.Uring;

/// <summary>How the kernel's sockets are reached.</summary>
public enum TransportMode
{
    /// <summary>By a ring if the kernel allows it, otherwise by .NET's sockets, with one warning.</summary>
    Auto,

    /// <summary>By a ring, or not at all.</summary>
    Ring,

    /// <summary>By .NET's sockets.</summary>
    Sockets,
}

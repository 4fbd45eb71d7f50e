using System.Net.Sockets;

namespace Basalt.Transport.Sockets;

/// <summary>What errors of accepting mean.</summary>
internal static class SocketErrors
{
    /// <summary>Whether the process or the machine is out of something: a connection waits in the backlog and can be
    /// taken later.</summary>
    public static bool IsShortage(SocketError error)
        => error is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable;

    public static string ExplainShortage(string error)
        => $"no connection can be accepted ({error}): no descriptors or no memory are left; those that come wait. "
            + "Raise the limit: systemd LimitNOFILE=, or ulimit -n";
}

using System.Net;
using System.Net.Sockets;
using Basalt.Control.Host.Configuration;

namespace Basalt.Control.Host.Up;

/// <summary>Looks at the ports before anything is made: who gave a taken one should find no directory left
/// behind.</summary>
internal static class PortCheck
{
    private const int OffsetStep = 1_000;

    /// <summary>The largest that cloud.port_offset may be.</summary>
    private const int OffsetMax = 60_000;

    /// <summary>Throws <see cref="StartException"/> if another program listens where this cloud would.</summary>
    public static void Demand(Settings settings)
    {
        foreach (var (address, port, what) in PortsOf(settings))
        {
            if (port == 0 || TryListen(address, port) is not { } error) continue;
            if (error.SocketErrorCode == SocketError.AddressAlreadyInUse) throw InUse(what, port, settings, error);
            throw new StartException($"cannot listen on port {port} ({what}): {error.Message}", error);
        }
    }

    public static StartException InUse(string what, int port, Settings settings, Exception error)
        => new($"port {port} ({what}) is in use by another program. Stop that one, or move all ports: "
            + $"basalt up --port-offset {FindOffset(settings)?.ToString() ?? "N"}", error);

    /// <summary>An offset at which all ports are free now; null if none is found.</summary>
    private static int? FindOffset(Settings settings)
    {
        for (var offset = settings.PortOffset + OffsetStep; offset <= OffsetMax; offset += OffsetStep)
        {
            var moved = offset - settings.PortOffset;
            if (PortsOf(settings).All(each => each.Port == 0
                || (each.Port + moved <= IPEndPoint.MaxPort
                    && TryListen(each.Address, each.Port + moved) is null))) return offset;
        }

        return null;
    }

    private static (IPAddress Address, int Port, string What)[] PortsOf(Settings settings) =>
    [
        (settings.Bind, settings.IdentityPort, Listening.Identity),
        (settings.Bind, settings.ObjectPort, Listening.Object),
        (settings.MonitorBind, settings.MonitorControlPort, Listening.Monitor),
        (settings.MonitorBind, settings.MonitorNodePort, Listening.NodeMonitor),
    ];

    /// <summary>What stands against it; null if nothing does.</summary>
    private static SocketException? TryListen(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As Kestrel binds: addresses that only wait out their last connection are free.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return null;
        }
        catch (SocketException error)
        {
            return error;
        }
    }
}

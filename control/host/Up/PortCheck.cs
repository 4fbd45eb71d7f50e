using System.Net;
using System.Net.Sockets;
using Basalt.Control.Host.Configuration;

namespace Basalt.Control.Host.Up;

/// <summary>Looks at the ports before anything is made: who gave a taken one should find no directory left
/// behind.</summary>
internal static class PortCheck
{
    /// <summary>Throws <see cref="StartException"/> if another program listens where this cloud would.</summary>
    public static void Demand(Settings settings)
    {
        Demand(settings.Bind, settings.IdentityPort, Listening.Identity);
        Demand(settings.Bind, settings.ObjectPort, Listening.Object);
        Demand(settings.MonitorBind, settings.MonitorControlPort, Listening.Monitor);
        Demand(settings.MonitorBind, settings.MonitorNodePort, Listening.NodeMonitor);
    }

    private static void Demand(IPAddress address, int port, string what)
    {
        if (port == 0) return;
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // As Kestrel binds: addresses that only wait out their last connection are free.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Listening.InUse(what, port, error);
        }
        catch (SocketException error)
        {
            throw new StartException($"cannot listen on port {port} ({what}): {error.Message}", error);
        }
    }
}

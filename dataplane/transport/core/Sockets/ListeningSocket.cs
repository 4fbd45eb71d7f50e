using System.Net;
using System.Net.Sockets;

namespace Basalt.Transport.Sockets;

/// <summary>A bound and listening socket, for whoever accepts from it. Of a Unix socket the file goes with
/// it.</summary>
internal sealed class ListeningSocket : IDisposable
{
    // socket.h of Linux.
    private const int SolSocket = 1;
    private const int SoReusePort = 15;

    private ListeningSocket(Socket socket)
    {
        Socket = socket;
        Address = socket.LocalEndPoint!;
    }

    public Socket Socket { get; }

    public EndPoint Address { get; }

    /// <exception cref="IOException">The address cannot be had.</exception>
    public static ListeningSocket Open(EndPoint address, ListenerOptions options)
    {
        var protocol = address is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified;
        var socket = new Socket(address.AddressFamily, SocketType.Stream, protocol);
        try
        {
            Bind(socket, address, options);
            socket.Listen(options.Limits.BacklogLength);
            return new ListeningSocket(socket);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new IOException($"cannot listen on {address}: {failure.Message}", failure);
        }
    }

    public void Dispose()
    {
        Socket.Dispose();
        if (Address is UnixDomainSocketEndPoint unix && PathOf(unix) is { } path) File.Delete(path);
    }

    private static void Bind(Socket socket, EndPoint address, ListenerOptions options)
    {
        if (address is UnixDomainSocketEndPoint unix)
        {
            var path = PathOf(unix);
            if (path is not null && File.Exists(path) && IsAbandoned(unix)) File.Delete(path);
            socket.Bind(address);

            // Nobody can connect before it listens, so nobody came in by the first mode.
            if (path is not null) File.SetUnixFileMode(path, options.SocketFileMode);
            return;
        }

        // Accepted sockets inherit it.
        socket.NoDelay = true;
        if (options.IsAddressShared) socket.SetRawSocketOption(SolSocket, SoReusePort, [1, 0, 0, 0]);
        if (address is IPEndPoint ip && ip.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
        socket.Bind(address);
    }

    /// <summary>Whether nobody listens behind a socket's file: its process ended without deleting it.</summary>
    private static bool IsAbandoned(UnixDomainSocketEndPoint address)
    {
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(address);
            return false;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.ConnectionRefused;
        }
    }

    /// <summary>Null for a name in the abstract namespace.</summary>
    private static string? PathOf(UnixDomainSocketEndPoint address)
        => address.ToString() is { } path && path[0] != '@' ? path : null;
}

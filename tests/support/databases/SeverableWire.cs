using System.Net;
using System.Net.Sockets;

namespace Basalt.Tests.Support.Databases;

/// <summary>A way to a server on loopback that can be cut: to who uses it the server is away, until it is
/// mended.</summary>
public sealed class SeverableWire : IDisposable
{
    private readonly int _target;
    private readonly Lock _lock = new();
    private readonly List<TcpClient> _ends = [];
    private TcpListener? _listener;

    /// <param name="target">The server's port.</param>
    public SeverableWire(int target)
    {
        _target = target;
        Mend();
    }

    /// <summary>To be used in place of the server's.</summary>
    public int Port { get; private set; }

    public void Mend()
    {
        var listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        lock (_lock) _listener = listener;
        _ = AcceptAsync(listener);
    }

    public void Cut()
    {
        lock (_lock)
        {
            _listener?.Dispose();
            _listener = null;
            foreach (var end in _ends) end.Dispose();
            _ends.Clear();
        }
    }

    public void Dispose() => Cut();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true) _ = CarryAsync(listener, await listener.AcceptTcpClientAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private async Task CarryAsync(TcpListener listener, TcpClient client)
    {
        var server = new TcpClient();
        lock (_lock)
        {
            _ends.AddRange([client, server]);
            if (listener != _listener) client.Dispose();
        }

        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target);
            var there = client.GetStream().CopyToAsync(server.GetStream());
            await Task.WhenAny(there, server.GetStream().CopyToAsync(client.GetStream()));
        }
        catch (Exception end) when (end is IOException or SocketException or InvalidOperationException)
        {
            // Cut, or the server is gone.
        }

        client.Dispose();
        server.Dispose();
    }
}

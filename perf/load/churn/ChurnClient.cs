using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Basalt.Perf.Load.Churn;

/// <summary>One connection of the churn.</summary>
internal sealed class ChurnClient : IDisposable
{
    /// <summary>Whoever the server has not ended by then it has forgotten.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _patience;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private SslStream? _secret;

    private ChurnClient(TimeProvider clock)
    {
        _patience = new CancellationTokenSource(s_patience, clock);
        _socket.NoDelay = true;
    }

    /// <param name="port">On loopback.</param>
    /// <param name="clock">For its patience.</param>
    /// <param name="receiveSize">Bytes that the kernel holds for it; 0: as it likes.</param>
    public static async Task<ChurnClient> ConnectAsync(int port, TimeProvider clock, int receiveSize = 0)
    {
        var client = new ChurnClient(clock);
        if (receiveSize > 0) client._socket.ReceiveBufferSize = receiveSize;
        await client._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), client._patience.Token);
        return client;
    }

    public async Task ShakeHandsAsync()
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = SslProtocols.Tls13,
#pragma warning disable CA5359 // The server's certificate was made for this run; nothing rests on who it is.
            RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
        };
        _secret = new SslStream(new NetworkStream(_socket, ownsSocket: false));
        await _secret.AuthenticateAsClientAsync(options, _patience.Token);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.ASCII.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (_secret is not null)
        {
            await _secret.WriteAsync(bytes, _patience.Token);
            return;
        }

        while (bytes.Length > 0) bytes = bytes[await _socket.SendAsync(bytes, _patience.Token)..];
    }

    /// <summary>So many bytes; false if the connection ended before.</summary>
    public async Task<bool> ReceiveAsync(long size)
    {
        while (size > 0)
        {
            var got = await ReadAsync((int)Math.Min(size, _buffer.Length));
            if (got == 0) return false;
            size -= got;
        }

        return true;
    }

    /// <summary>Reads what comes until the server ends the connection; how much.</summary>
    public async Task<(long Size, bool IsReset)> ReceiveToEndAsync()
    {
        var size = 0L;
        try
        {
            while (await ReadAsync(_buffer.Length) is var got and > 0) size += got;
            return (size, false);
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return (size, true);
        }
    }

    public void HalfClose() => _socket.Shutdown(SocketShutdown.Send);

    public void Reset() => _socket.LingerState = new LingerOption(true, 0);

    public async Task SayGoodbyeAsync() => await _secret!.ShutdownAsync();

    public void Dispose()
    {
        _secret?.Dispose();
        _socket.Dispose();
        _patience.Dispose();
    }

    private async Task<int> ReadAsync(int sizeMax) => _secret is not null
        ? await _secret.ReadAsync(_buffer.AsMemory(0, sizeMax), _patience.Token)
        : await _socket.ReceiveAsync(_buffer.AsMemory(0, sizeMax), _patience.Token);
}

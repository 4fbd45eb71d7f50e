using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Basalt.Tests.Unit.Http.Kestrel;

/// <summary>Sends bytes as they are, and reads until the server closes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static async Task<RawClient> ConnectAsync(IPEndPoint server)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(server, Xunit.TestContext.Current.CancellationToken);
        return client;
    }

    public async Task SendAsync(string text)
        => await _socket.SendAsync(Encoding.Latin1.GetBytes(text), Xunit.TestContext.Current.CancellationToken);

    public void EndSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Reads until the text has come; throws at the end of the connection.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        var received = "";
        while (!received.Contains(text, StringComparison.Ordinal))
        {
            var more = await ReadAsync();
            if (more.Length == 0)
                throw new EndOfStreamException(received);
            received += more;
        }

        return received;
    }

    public async Task<string> ReadToEndAsync()
    {
        var received = "";
        try
        {
            while (await ReadAsync() is { Length: > 0 } more)
                received += more;
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }

        return received;
    }

    public void Dispose() => _socket.Dispose();

    private async Task<string> ReadAsync()
    {
        var buffer = new byte[4096];
        var size = await _socket.ReceiveAsync(buffer, Xunit.TestContext.Current.CancellationToken);
        return Encoding.Latin1.GetString(buffer, 0, size);
    }
}

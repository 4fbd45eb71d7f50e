using System.Net.Sockets;
using System.Text;

namespace Basalt.Tests.Conformance.Clients;

/// <summary>Bytes as they are, for requests that no HTTP client would send.</summary>
internal static class RawConnection
{
    /// <summary>Sends, ends our direction, reads until the other side ends; the status, 0 if none came.</summary>
    public static async Task<(int Status, string Text)> SendAsync(Uri endpoint, string head, byte[]? body = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(endpoint.Host, endpoint.Port);
        var stream = client.GetStream();
        try
        {
            await WriteAsync(client, stream, head, body ?? []);
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var text = await reader.ReadToEndAsync();
            return (text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3)) : 0, text);
        }
        catch (IOException)
        {
            // The server ended the connection in the middle: also an answer.
            return (0, "");
        }
    }

    private static async Task WriteAsync(TcpClient client, NetworkStream stream, string head, byte[] body)
    {
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head));
            await stream.WriteAsync(body);
            client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            // A server that has heard enough answers and closes while we still write: its answer may be there to read.
        }
    }
}

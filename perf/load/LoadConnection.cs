using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Basalt.Perf.Load;

/// <summary>A kept-alive HTTP/1.1 connection that costs the generator little: more is left to the server.</summary>
/// <remarks>It knows what servers under test answer to object requests: a status, Content-Length or chunks.</remarks>
internal sealed class LoadConnection(Uri endpoint) : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferSize];
    private TcpClient? _client;
    private int _start;
    private int _end;

    public void Dispose() => _client?.Dispose();

    /// <summary>Sends a request and reads its answer to the end; the status.</summary>
    public async ValueTask<int> SendAsync(string head, ReadOnlyMemory<byte> body)
    {
        var stream = await ConnectAsync();
        var headSize = Encoding.ASCII.GetByteCount(head);
        var whole = new byte[headSize + body.Length];
        Encoding.ASCII.GetBytes(head, whole);
        body.CopyTo(whole.AsMemory(headSize));
        await stream.WriteAsync(whole);

        var status = 0;
        long length = 0;
        var (isChunked, isLast) = (false, false);
        for (var line = await LineAsync(stream); line.Length > 0 || status is 0 or 100; line = await LineAsync(stream))
        {
            if (line.StartsWith("HTTP/1.", StringComparison.Ordinal))
            {
                status = int.Parse(line.AsSpan(9, 3), CultureInfo.InvariantCulture);
            }
            else if (Value(line, "Content-Length") is { } size)
            {
                length = long.Parse(size, CultureInfo.InvariantCulture);
            }
            else if (Value(line, "Transfer-Encoding") is "chunked")
            {
                isChunked = true;
            }
            else if (Value(line, "Connection") is "close")
            {
                isLast = true;
            }
        }

        await (isChunked ? SkipChunksAsync(stream) : SkipAsync(stream, status == 204 ? 0 : length));
        if (isLast)
        {
            _client!.Dispose();
            _client = null;
        }

        return status;
    }

    private async ValueTask<NetworkStream> ConnectAsync()
    {
        if (_client is null)
        {
            _client = new TcpClient { NoDelay = true };
            await _client.ConnectAsync(endpoint.Host, endpoint.Port);
            (_start, _end) = (0, 0);
        }

        return _client.GetStream();
    }

    private static string? Value(string line, string name) =>
        line.Length > name.Length
        && line[name.Length] == ':'
        && line.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            ? line[(name.Length + 1)..].Trim()
            : null;

    private async ValueTask<string> LineAsync(NetworkStream stream)
    {
        int index;
        while ((index = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
        {
            await FillAsync(stream);
        }

        var line = Encoding.ASCII.GetString(_buffer, _start, index);
        _start += index + 2;
        return line;
    }

    private async ValueTask SkipChunksAsync(NetworkStream stream)
    {
        while (true)
        {
            var size = long.Parse(await LineAsync(stream), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await SkipAsync(stream, size);
            await LineAsync(stream);
            if (size == 0)
            {
                return;
            }
        }
    }

    private async ValueTask SkipAsync(NetworkStream stream, long size)
    {
        while (size > 0)
        {
            if (_start == _end)
            {
                await FillAsync(stream);
            }

            var step = (int)Math.Min(size, _end - _start);
            _start += step;
            size -= step;
        }
    }

    private async ValueTask FillAsync(NetworkStream stream)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        var read = await stream.ReadAsync(_buffer.AsMemory(_end));
        _end += read > 0 ? read : throw new IOException("the server ended the connection within an answer");
    }
}

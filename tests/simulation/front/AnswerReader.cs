using System.Buffers;
using System.Globalization;
using System.Text;

using Basalt.Transport;

namespace Basalt.Tests.Simulation.Front;

/// <summary>Reads answers off a connection, one after the other, as a client that trusts nothing.</summary>
internal sealed class AnswerReader(IConnection connection)
{
    private readonly List<byte> _held = [];

    /// <summary>The next answer; null at the end of the connection.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<(string Head, byte[] Body)?> ReadAsync(bool isHead)
    {
        if (await ReadHeadAsync() is not { } head) return null;
        if (head.StartsWith("HTTP/1.1 100 ", StringComparison.Ordinal) || isHead) return (head, []);
        if (FieldOf(head, "Content-Length") is { } length)
            return (head, await TakeAsync(int.Parse(length, CultureInfo.InvariantCulture)));
        if (FieldOf(head, "Transfer-Encoding") != "chunked")
            throw new SimulatedFailureException($"an answer says nothing of its body: {head}");
        return (head, await ReadChunksAsync());
    }

    public static string? FieldOf(string head, string name) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.Ordinal))?[(name.Length + 2)..];

    private async Task<string?> ReadHeadAsync()
    {
        while (true)
        {
            var text = Encoding.Latin1.GetString([.. _held]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                _held.RemoveRange(0, end + 4);
                return text[..(end + 2)];
            }

            if (await FillAsync()) continue;
            return _held.Count == 0 ? null : throw new IOException("the connection ended in an answer's head");
        }
    }

    private async Task<byte[]> ReadChunksAsync()
    {
        var body = new List<byte>();
        while (true)
        {
            while (!_held.Contains((byte)'\n'))
                if (!await FillAsync()) throw new IOException("the connection ended in an answer's chunks");
            var line = Encoding.ASCII.GetString(await TakeAsync(_held.IndexOf((byte)'\n') + 1));
            var size = int.Parse(line.TrimEnd(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.AddRange(await TakeAsync(size));
            if (Encoding.ASCII.GetString(await TakeAsync(2)) != "\r\n")
                throw new SimulatedFailureException("a chunk of an answer does not end");
            if (size == 0) return [.. body];
        }
    }

    private async Task<byte[]> TakeAsync(int size)
    {
        while (_held.Count < size)
            if (!await FillAsync()) throw new IOException("the connection ended in an answer");
        byte[] taken = [.. _held[..size]];
        _held.RemoveRange(0, size);
        return taken;
    }

    private async Task<bool> FillAsync()
    {
        var read = await connection.Input.ReadAsync();
        _held.AddRange(read.Buffer.ToArray());
        var isMore = !read.Buffer.IsEmpty;
        connection.Input.AdvanceTo(read.Buffer.End);
        return isMore || !read.IsCompleted;
    }
}

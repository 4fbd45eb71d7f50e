using System.Globalization;
using System.Text;

namespace Basalt.Tests.Simulation.Front;

/// <summary>Makes requests of all kinds of framing by a seed.</summary>
internal static class RequestMaker
{
    private const int BodySizeMax = 40_000;
    private const int ChunkSizeMax = 3_000;

    public static SentRequest Make(string id, Random random)
    {
        var isHead = random.Next(8) == 0;
        var body = isHead || random.Next(4) == 0 ? [] : new byte[random.Next(BodySizeMax)];
        random.NextBytes(body);
        var isChunked = body.Length > 0 && random.Next(2) == 0;
        var waits = body.Length > 0 && random.Next(5) == 0;
        var head = new StringBuilder(isHead ? "HEAD" : "PUT");
        head.Append(CultureInfo.InvariantCulture, $" {id} HTTP/1.1\r\nHost: h\r\n");
        head.Append(isChunked ? "Transfer-Encoding: chunked\r\n" : $"Content-Length: {body.Length}\r\n");
        if (waits) head.Append("Expect: 100-continue\r\n");
        head.Append("\r\n");
        var bytes = Encoding.ASCII.GetBytes(head.ToString());
        byte[] framed = isChunked ? Chunk(body, random) : body;
        return new SentRequest(id, body, isHead, [.. bytes, .. framed], waits);
    }

    private static byte[] Chunk(byte[] body, Random random)
    {
        var wire = new List<byte>();
        for (var start = 0; start < body.Length;)
        {
            var size = Math.Min(1 + random.Next(ChunkSizeMax), body.Length - start);
            wire.AddRange(Encoding.ASCII.GetBytes($"{size:x}{(random.Next(3) == 0 ? ";x=y" : "")}\r\n"));
            wire.AddRange(body.AsSpan(start, size));
            wire.AddRange("\r\n"u8);
            start += size;
        }

        wire.AddRange(random.Next(2) == 0 ? "0\r\n\r\n"u8 : "0\r\nX-Trailer: y\r\n\r\n"u8);
        return [.. wire];
    }
}

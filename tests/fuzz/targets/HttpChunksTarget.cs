using System.Buffers;
using Basalt.Http;
using Basalt.Http.Http1.Body;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>A chunked body comes out the same however it is cut, and no larger than it came.</summary>
internal sealed class HttpChunksTarget : IFuzzTarget
{
    public string Name => "http-chunks";

    public IReadOnlyList<string> Seeds =>
    [
        "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nX: y\r\n\r\nrest",
        "0A\r\n0123456789\r\n000\r\n\r\n",
        "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n0;x\r\n\r\n",
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var bytes = input.ToArray();
        var whole = Decode(bytes, bytes.Length);
        for (var partSize = 1; partSize < bytes.Length; partSize += 1 + (bytes.Length / 4))
            Promise.Holds(Decode(bytes, partSize) == whole, "a cut changes nothing");
    }

    /// <summary>What came out: whether it ended and where, and the data; or that it is malformed.</summary>
    private static string Decode(byte[] bytes, int partSize)
    {
        var decoder = default(ChunkDecoder);
        var data = new List<byte>();
        var used = 0;
        var end = 0;
        try
        {
            while (end < bytes.Length && !decoder.IsDone)
            {
                end = Math.Min(end + partSize, bytes.Length);
                var input = new ReadOnlySequence<byte>(bytes, used, end - used);
                var reader = new SequenceReader<byte>(input);
                while (decoder.TakeData(ref reader, out var start, out _) is var size and > 0)
                    data.AddRange(input.Slice(start, size).ToArray());
                used += (int)reader.Consumed;
            }
        }
        catch (MalformedBodyException)
        {
            return "malformed";
        }

        Promise.Holds(data.Count <= bytes.Length, "nothing is made up");
        return $"{decoder.IsDone} {(decoder.IsDone ? used : 0)} {Convert.ToHexString(data.ToArray())}";
    }
}

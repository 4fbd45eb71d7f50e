using System.Buffers;
using Basalt.Objects.S3;
using Basalt.Objects.S3.Payload;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>A body in the aws-chunked coding is decoded the same however it is cut, and never past its size.</summary>
internal sealed class AwsChunkedTarget : IFuzzTarget
{
    private const int Size = 13;

    public string Name => "s3-aws-chunked";

    public IReadOnlyList<string> Seeds =>
    [
        "3\r\nabc\r\nA\r\n0123456789\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n",
        "d\r\n0123456789abc\r\n0\r\n\r\n",
        "0d;chunk-signature=00\r\n",
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var bytes = input.ToArray();
        var whole = Decode(bytes, bytes.Length);
        for (var cut = 0; cut < bytes.Length; cut += 1 + (bytes.Length / 16))
            Promise.Holds(Decode(bytes, cut) == whole, "a cut changes nothing");
    }

    /// <summary>What came out: the bytes and whether the body was whole, or the refusal's code.</summary>
    private static string Decode(byte[] bytes, int cut)
    {
        var decoder = new AwsChunkedDecoder(Size, signer: null, hasTrailer: true);
        var decoded = new List<byte>();
        try
        {
            var first = new ReadOnlySequence<byte>(bytes, 0, cut);
            Drain(decoder, ref first, decoded);
            byte[] rest = [.. first.ToArray(), .. bytes.AsSpan(cut)];
            var second = new ReadOnlySequence<byte>(rest);
            Drain(decoder, ref second, decoded);
        }
        catch (S3Exception e)
        {
            return e.Code.ToString();
        }

        Promise.Holds(!decoder.IsComplete || decoded.Count == Size, "a whole body has its size");
        return $"{decoder.IsComplete} {Convert.ToHexString(decoded.ToArray())}";
    }

    private static void Drain(AwsChunkedDecoder decoder, ref ReadOnlySequence<byte> input, List<byte> decoded)
    {
        while (decoder.TryRead(ref input, out var piece))
        {
            decoded.AddRange(piece.Span);
            Promise.Holds(decoded.Count <= Size, "nothing goes past the size");
        }
    }
}

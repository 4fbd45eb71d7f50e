using System.Buffers;
using Basalt.Transport.Proxy;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>A PROXY header is taken whole, asked for more of, or refused; cut anywhere it is never refused first and
/// taken then.</summary>
internal sealed class ProxyHeaderTarget : IFuzzTarget
{
    public string Name => "proxy-header";

    public IReadOnlyList<string> Seeds =>
    [
        "\r\n\r\n\0\r\nQUIT\n\u0021\u0011\0\f\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\0P\u0001\u0002",
        "\r\n\r\n\0\r\nQUIT\n\u0020\0\0\0GET / HTTP/1.1\r\n",
        "\r\n\r\n\0\r\nQUIT\n\u0021\u0011\0\u0012\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\0P\u0001\u0002"
            + "\u0004\0\u0003abc",
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var whole = new ReadOnlySequence<byte>(input.ToArray());
        var rest = whole;
        var outcome = ProxyHeaderReader.TryRead(ref rest, out var header);
        Promise.Holds(
            outcome == ProxyOutcome.Read ? rest.Length < whole.Length : rest.Length == whole.Length,
            "only a header that is read is taken");
        Promise.Holds(header.Source is null || outcome == ProxyOutcome.Read, "an address comes of a header alone");
        var size = whole.Length - rest.Length;
        for (var cut = 0L; cut < Math.Min(size, 64); cut++)
        {
            var part = whole.Slice(0, cut);
            Promise.Holds(
                ProxyHeaderReader.TryRead(ref part, out _) == ProxyOutcome.NeedsMore, "the beginning needs more");
        }
    }
}

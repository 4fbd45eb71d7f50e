using System.Text;
using Basalt.Http;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>Whatever a Range field says, what comes out lies within the representation.</summary>
internal sealed class HttpRangeTarget : IFuzzTarget
{
    private const long Size = 10_000;

    public string Name => "http-range";

    public IReadOnlyList<string> Seeds =>
    [
        "bytes=0-499", "bytes=-500", "bytes=9500-", "bytes=0-0,-1", "bytes=500-600,601-999",
        "bytes=99999999999999999999-", "bytes=0-,1-,2-",
    ];

    public void Run(ReadOnlySpan<byte> input)
    {
        var request = RangeRequest.Parse(Encoding.Latin1.GetString(input), Size);
        foreach (var range in request.Ranges)
        {
            Promise.Holds(range is { Offset: >= 0, Size: > 0 }, "a range has bytes");
            Promise.Holds(range.Offset + range.Size <= Size, "a range ends within the representation");
        }

        Promise.Holds(request.Ranges.Sum(static range => range.Size) <= Size, "no more is sent than there is");
    }
}

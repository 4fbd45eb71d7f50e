using System.Text;
using Basalt.Http;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>A date that is read is written and read back as the same second.</summary>
internal sealed class HttpDateTarget : IFuzzTarget
{
    public string Name => "http-date";

    public IReadOnlyList<string> Seeds =>
        ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"];

    public void Run(ReadOnlySpan<byte> input)
    {
        if (HttpDate.TryParse(Encoding.Latin1.GetString(input), out var moment))
        {
            var isRead = HttpDate.TryParse(HttpDate.Format(moment), out var back);
            Promise.Holds(isRead && back == moment, "a date reads back as it was written");
        }
    }
}

using System.Text;
using Basalt.Http;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>Any bytes come back from their encoding; any text decodes to something.</summary>
internal sealed class PercentEncodingTarget : IFuzzTarget
{
    public string Name => "percent-encoding";

    public IReadOnlyList<string> Seeds => ["a%20b", "%C3%A9/%2F", "%", "%%41", "a+b%2b", "%c0%af"];

    public void Run(ReadOnlySpan<byte> input)
    {
        var encoded = PercentEncoding.Encode(input, keepSlash: true);
        Promise.Holds(PercentEncoding.Decode(encoded).AsSpan().SequenceEqual(input), "what is encoded comes back");
        PercentEncoding.Decode(Encoding.Latin1.GetString(input), isForm: true);
    }
}

using System.Text;
using Basalt.Http;

namespace Basalt.Tests.Fuzz.Targets;

/// <summary>A tag that matches strongly matches weakly, too (RFC 9110 section 8.8.3.2).</summary>
internal sealed class EntityTagTarget : IFuzzTarget
{
    private const string Tag = "d41d8cd98f00b204e9800998ecf8427e";

    public string Name => "entity-tag";

    public IReadOnlyList<string> Seeds => [$"\"{Tag}\"", $"W/\"{Tag}\"", "*", $"\"a\", \"{Tag}\" , W/\"b\"", Tag];

    public void Run(ReadOnlySpan<byte> input)
    {
        var list = new EntityTagList(Encoding.Latin1.GetString(input));
        Promise.Holds(!list.MatchesStrongly(Tag) || list.MatchesWeakly(Tag), "strong is at least weak");
    }
}

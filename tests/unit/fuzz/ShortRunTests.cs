using Basalt.Tests.Fuzz;
using Xunit;

namespace Basalt.Tests.Unit.Fuzz;

/// <summary>Each parser of foreign bytes takes a few inputs with every change; `fuzz` and afl-fuzz go on from
/// there.</summary>
public sealed class ShortRunTests
{
    private const int InputCount = 2_000;

    public static TheoryData<string> Names => [.. FuzzTargets.All.Select(static target => target.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_that_nobody_meant_are_refused_in_the_parser_s_own_way(string name)
    {
        var target = FuzzTargets.All.Single(each => each.Name == name);
        var mutator = new Mutator(target.Seeds, seed: 1);
        for (var i = 0; i < InputCount; i++) target.Run(mutator.Next());
    }
}

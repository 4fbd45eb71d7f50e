using Xunit;

namespace Basalt.Tests.Simulation;

/// <summary>Every scenario on many seeds: nothing is wrong, and each seed runs the same every time.</summary>
public class ScenarioTests
{
    private const int SeedCountOfAll = 1000;

    public static TheoryData<string, int> EveryDay()
    {
        var data = new TheoryData<string, int>();
        foreach (var (name, _) in Scenarios.All)
            foreach (var seed in Seeds.EveryDay) data.Add(name, seed);
        return data;
    }

    public static TheoryData<string> Names() => [.. Scenarios.All.Select(static each => each.Name)];

    [Theory]
    [MemberData(nameof(EveryDay))]
    public void Nothing_is_wrong_and_a_seed_runs_the_same_twice(string scenario, int seed)
        => TestContext.Current.TestOutputHelper?.WriteLine($"{Scenarios.RunTwice(scenario, seed)}");

    [Theory]
    [Trait("Scale", "all")]
    [MemberData(nameof(Names))]
    public void A_thousand_seeds_run_the_same_twice(string scenario)
    {
        for (var seed = 1; seed <= SeedCountOfAll; seed++) Scenarios.RunTwice(scenario, seed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Different_seeds_run_differently(string scenario)
        => Assert.NotEqual(Scenarios.RunTwice(scenario, 1).TraceHash, Scenarios.RunTwice(scenario, 2).TraceHash);
}

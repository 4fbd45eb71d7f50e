using Basalt.Tests.Simulation.Engine;
using Basalt.Tests.Simulation.Exchange;
using Basalt.Tests.Simulation.Front;

namespace Basalt.Tests.Simulation;

/// <summary>Everything that is run by seed. A new one is a line here.</summary>
internal static class Scenarios
{
    public static readonly IReadOnlyList<(string Name, Func<int, ISimulation> Make)> All =
    [
        ("exchange", static seed => new ExchangeSimulation(seed)),
        ("front", static seed => new FrontSimulation(seed)),
        ("pool-power", static seed => new PoolSimulation(seed, PoolScenario.PowerLoss)),
        ("pool-rot", static seed => new PoolSimulation(seed, PoolScenario.Rot)),
        ("pool-faults", static seed => new PoolSimulation(seed, PoolScenario.Faults)),
    ];

    public static ISimulation Make(string name, int seed) => All.First(scenario => scenario.Name == name).Make(seed);

    /// <summary>Runs a seed twice; both must end alike.</summary>
    /// <exception cref="SimulatedFailureException">Something was wrong: it names seed and scenario.</exception>
    public static SeedRun RunTwice(string name, int seed)
    {
        var first = RunOnce(name, seed);
        var second = RunOnce(name, seed);
        return first == second
            ? first
            : throw new SimulatedFailureException($"seed {seed} of {name} ran {first} first and {second} then");
    }

    private static SeedRun RunOnce(string name, int seed)
    {
        var simulation = Make(name, seed);
        try
        {
            simulation.Run();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var again = $"dotnet run build.cs -- sim --seeds {seed} --scenario {name}";
            throw new SimulatedFailureException($"seed {seed} of {name} (again: {again}): {failure}");
        }

        return new SeedRun(simulation.TraceHash, simulation.OperationCount);
    }
}

using System.Globalization;

namespace Basalt.Tests.Simulation;

/// <summary>Which seeds a run tries: BASALT_SIM_SEED and BASALT_SIM_COUNT, or a few for every day.</summary>
internal static class Seeds
{
    private const int FirstDefault = 1;
    private const int CountDefault = 20;

    public static IEnumerable<int> Chosen() => Enumerable.Range(
        Read("BASALT_SIM_SEED", FirstDefault), Read("BASALT_SIM_COUNT", CountDefault));

    private static int Read(string variable, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}

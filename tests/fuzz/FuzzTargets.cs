using Basalt.Tests.Fuzz.Targets;

namespace Basalt.Tests.Fuzz;

internal static class FuzzTargets
{
    public static IReadOnlyList<IFuzzTarget> All { get; } =
    [
        new HostProfileTarget(),
        new HttpRangeTarget(),
        new HttpDateTarget(),
        new EntityTagTarget(),
        new PercentEncodingTarget(),
    ];
}

using Xunit;

namespace Basalt.Tests.Conformance.Clients;

/// <summary>Which front the clouds under test serve objects with: BASALT_OBJECT_FRONT, as `basalt` itself reads
/// it.</summary>
internal static class ObjectFront
{
    private static string Name { get; } = Environment.GetEnvironmentVariable("BASALT_OBJECT_FRONT") ?? "auto";

    /// <summary>Not Kestrel, which answers what it refuses by itself and knows neither protocol.</summary>
    public static bool IsOwn => Name != "kestrel";

    public static void SkipUnlessOwn()
        => Assert.SkipUnless(IsOwn, "Kestrel answers a bare 400 or resets, before a face sees the request");
}

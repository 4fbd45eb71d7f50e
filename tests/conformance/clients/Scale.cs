namespace Basalt.Tests.Conformance.Clients;

/// <summary>How much is done: a smoke with every change, all with `test --all`.</summary>
internal static class Scale
{
    /// <summary>The trait of tests that are part of `test --all` alone.</summary>
    public const string Trait = "Scale";

    public const string All = "all";

    public static bool IsAll { get; } = Environment.GetEnvironmentVariable("BASALT_TEST_ALL") == "1";

    public static T Of<T>(T smoke, T all) => IsAll ? all : smoke;
}

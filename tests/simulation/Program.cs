using Xunit.MicrosoftTestingPlatform;

namespace Basalt.Tests.Simulation;

/// <summary>`sim` runs a range of seeds and prints their hashes; anything else is for the test runner.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args is ["sim", .. var rest]
        ? Task.FromResult(SeedRange.Run(rest))
        : TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
}

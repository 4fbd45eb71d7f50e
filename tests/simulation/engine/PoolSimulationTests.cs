using Basalt.Engine;

using Xunit;

namespace Basalt.Tests.Simulation.Engine;

/// <summary>Proof that the pool's checkers would see the mistakes that matter.</summary>
public class PoolSimulationTests
{
    /// <summary>Seeds within which a planted mistake must be seen.</summary>
    private const int MutationSeedCount = 100;

    [Fact]
    public void Acknowledging_before_the_flush_is_seen()
        => AssertSeen(EngineFault.AcknowledgeBeforeFlush, PoolScenario.PowerLoss);

    [Fact]
    public void Sealing_before_the_flush_is_seen()
        => AssertSeen(EngineFault.SealBeforeFlush, PoolScenario.PowerLoss);

    [Fact]
    public void Freeing_tombstones_too_early_is_seen()
        => AssertSeen(EngineFault.FreeTombstonesEarly, PoolScenario.PowerLoss);

    [Fact]
    public void Skipping_the_checksum_is_seen() => AssertSeen(EngineFault.SkipChecksum, PoolScenario.Rot);

    private static void AssertSeen(EngineFault fault, PoolScenario scenario)
    {
        for (var seed = 1; seed <= MutationSeedCount; seed++)
        {
            try
            {
                new PoolSimulation(seed, scenario, fault).Run();
            }
            catch (Exception failure)
                when (failure is SimulatedFailureException or PoolException or InvalidOperationException
                    or Basalt.Runtime.InvariantException)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{fault}: seed {seed}: {failure.Message}");
                return;
            }
        }

        Assert.Fail($"{fault} was not seen in {MutationSeedCount} seeds");
    }
}

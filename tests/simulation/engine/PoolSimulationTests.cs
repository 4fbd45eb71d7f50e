using Basalt.Engine;

using Xunit;

namespace Basalt.Tests.Simulation.Engine;

/// <summary>Proof that the pool's checkers would see the mistakes that matter.</summary>
public class PoolSimulationTests
{
    /// <summary>Seeds within which a planted mistake must be seen.</summary>
    private const int MutationSeedCount = 100;

    /// <summary>Each found a mistake once: a wait that went round in circles while the device stalled, a checkpoint
    /// begun as the pool closed, an opening without room for its own checkpoint, a sparse segment that nothing
    /// emptied.</summary>
    [Theory]
    [InlineData("pool-faults", 32)]
    [InlineData("pool-faults", 128)]
    [InlineData("pool-faults", 538)]
    [InlineData("pool-power", 12)]
    [InlineData("pool-power", 661)]
    public void What_a_seed_found_once_is_mended(string scenario, int seed) => Scenarios.RunTwice(scenario, seed);

    /// <summary>Seeds whose runs together must have been somewhere.</summary>
    private const int ReachSeedCount = 20;

    [Fact]
    public void Seeds_reach_crashes_checkpoints_and_pages_that_are_not_cached()
    {
        var runs = Enumerable.Range(1, ReachSeedCount)
            .Select(static seed => new PoolSimulation(seed, PoolScenario.PowerLoss))
            .ToArray();
        foreach (var run in runs) run.Run();
        var crashes = runs.Sum(static run => run.CrashCount);
        var checkpoints = runs.Sum(static run => run.CheckpointCount);
        var reads = runs.Sum(static run => run.PageReadCount);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{crashes} crashes, {checkpoints} checkpoints, {reads} pages read");
        Assert.InRange(crashes, 2 * ReachSeedCount, int.MaxValue);
        Assert.InRange(checkpoints, 10 * ReachSeedCount, long.MaxValue);
        Assert.InRange(reads, 10 * ReachSeedCount, long.MaxValue);
    }

    [Fact]
    public void Acknowledging_before_the_flush_is_seen()
        => AssertSeen(EngineFault.AcknowledgeBeforeFlush, PoolScenario.PowerLoss);

    [Fact]
    public void Sealing_before_the_flush_is_seen()
        => AssertSeen(EngineFault.SealBeforeFlush, PoolScenario.PowerLoss);

    [Fact]
    public void A_superblock_written_before_its_checkpoint_is_flushed_is_seen()
        => AssertSeen(EngineFault.PublishBeforeFlush, PoolScenario.PowerLoss);

    [Fact]
    public void Using_a_segment_again_before_the_checkpoint_that_frees_it_is_seen()
        => AssertSeen(EngineFault.FreeBeforeCheckpoint, PoolScenario.PowerLoss);

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

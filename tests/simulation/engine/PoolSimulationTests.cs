using Basalt.Engine;

using Xunit;

namespace Basalt.Tests.Simulation.Engine;

/// <summary>Many seeds of the pool, and proof that its checkers would see the mistakes that matter.</summary>
public class PoolSimulationTests
{
    /// <summary>Seeds within which a planted mistake must be seen.</summary>
    private const int MutationSeedCount = 500;

    public static TheoryData<int> ChosenSeeds() => [.. Seeds.Chosen()];

    [Theory]
    [MemberData(nameof(ChosenSeeds))]
    public void Nothing_acknowledged_is_lost_and_nothing_unacknowledged_half_appears(int seed)
    {
        var simulation = new PoolSimulation(seed);
        Repeat(seed, simulation.Run);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"seed {seed}: {simulation.DoneCount} commits, {simulation.RefusedCount} refused, "
            + $"{simulation.CrashCount} crashes, trace {simulation.TraceHash:x16}");
    }

    [Theory]
    [MemberData(nameof(ChosenSeeds))]
    public void A_rotten_bit_is_never_handed_out(int seed) => Repeat(seed, new PoolSimulation(seed, rots: true).Run);

    [Fact]
    public void The_same_seed_runs_the_same_order()
    {
        var first = new PoolSimulation(7);
        first.Run();
        var second = new PoolSimulation(7);
        second.Run();
        Assert.Equal(first.TraceHash, second.TraceHash);
    }

    [Fact]
    public void Acknowledging_before_the_flush_is_seen() => AssertSeen(EngineFault.AcknowledgeBeforeFlush, rots: false);

    [Fact]
    public void Sealing_before_the_flush_is_seen() => AssertSeen(EngineFault.SealBeforeFlush, rots: false);

    [Fact]
    public void Freeing_tombstones_too_early_is_seen() => AssertSeen(EngineFault.FreeTombstonesEarly, rots: false);

    [Fact]
    public void Skipping_the_checksum_is_seen() => AssertSeen(EngineFault.SkipChecksum, rots: true);

    private static void Repeat(int seed, Action run)
    {
        try
        {
            run();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new SimulatedFailureException(
                $"seed {seed} (repeat: dotnet run build.cs -- sim --seed {seed} --count 1): {failure}");
        }
    }

    private static void AssertSeen(EngineFault fault, bool rots)
    {
        for (var seed = 1; seed <= MutationSeedCount; seed++)
        {
            try
            {
                new PoolSimulation(seed, fault, rots).Run();
            }
            catch (Exception failure)
                when (failure is SimulatedFailureException or PoolException or InvalidOperationException
                    or Basalt.Runtime.InvariantException)
            {
                return;
            }
        }

        Assert.Fail($"{fault} was not seen in {MutationSeedCount} seeds");
    }
}

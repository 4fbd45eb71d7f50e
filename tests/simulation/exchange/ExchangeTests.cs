using Basalt.Runtime;
using Basalt.Runtime.Simulation;

using Xunit;

namespace Basalt.Tests.Simulation.Exchange;

/// <summary>The simulated runtime finds what a reactor is prone to, and nothing where nothing is.</summary>
public class ExchangeTests
{
    private const int SeedCount = 100;

    [Fact]
    public void The_right_protocol_is_clean_on_a_hundred_seeds()
    {
        for (var seed = 1; seed <= SeedCount; seed++)
        {
            var simulation = new ExchangeSimulation(seed);
            simulation.Run();
            Assert.True(simulation.AnsweredCount > simulation.RequestCount / 2);
        }
    }

    [Fact]
    public void A_lost_wake_up_is_found() => AssertFound(ExchangeFault.LostWakeUp);

    [Fact]
    public void A_double_completion_is_found() => AssertFound(ExchangeFault.DoubleCompletion);

    [Fact]
    public void A_buffer_returned_early_is_found() => AssertFound(ExchangeFault.BufferReturnedEarly);

    private static void AssertFound(ExchangeFault fault)
    {
        for (var seed = 1; seed <= SeedCount; seed++)
        {
            try
            {
                new ExchangeSimulation(seed, fault).Run();
            }
            catch (Exception failure)
                when (failure is SimulatedFailureException or SimulationStuckException or InvariantException)
            {
                TestContext.Current.TestOutputHelper?.WriteLine($"{fault}: seed {seed}: {failure.Message}");
                return;
            }
        }

        Assert.Fail($"{fault} was not found in {SeedCount} seeds");
    }
}

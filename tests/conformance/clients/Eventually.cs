using Xunit;

namespace Basalt.Tests.Conformance.Clients;

/// <summary>Waits for a state, never for a while.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(20);

    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan deadline)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (!await condition())
        {
            Assert.True(clock.GetElapsedTime(started) < deadline, $"did not come to hold within {deadline}");
            await Task.Delay(s_step, clock, TestContext.Current.CancellationToken);
        }
    }
}

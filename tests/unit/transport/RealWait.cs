namespace Basalt.Tests.Unit.Transport;

/// <summary>Waiting for a state where threads and a kernel have their own time.</summary>
internal static class RealWait
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(1);

    public static async Task EventuallyAsync(Func<bool> condition)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (!condition())
        {
            if (clock.GetElapsedTime(started) > s_deadline) throw new TimeoutException("the state did not come");
            await Task.Delay(TimeSpan.FromMilliseconds(1), clock);
        }
    }

    /// <summary>Lets a second after the other pass until a state comes: however late the threads are with what is
    /// timed, it is still to come.</summary>
    public static async Task PassUntilAsync(TestTime time, Func<bool> condition)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        while (!condition())
        {
            if (clock.GetElapsedTime(started) > s_deadline) throw new TimeoutException("the state did not come");
            time.Advance(s_step);
            await Task.Delay(TimeSpan.FromMilliseconds(10), clock);
        }
    }

    /// <summary>Second by second, so that periodic timers fire as often as they would.</summary>
    public static async Task PassAsync(TestTime time, TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= s_step)
        {
            time.Advance(left < s_step ? left : s_step);

            // What the timers posted runs before this goes on.
            await Task.Yield();
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }
}

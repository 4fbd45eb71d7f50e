using Basalt.Runtime;

using Xunit;

namespace Basalt.Tests.Unit.Runtime.Timers;

public sealed class ShardTimerTests
{
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(5);

    [Fact]
    public Task Timers_run_on_their_shard_in_the_order_of_their_time() => OnShardAsync(async shard =>
    {
        // Far enough from each other for a thread that is stopped while it sets them.
        var step = TimeSpan.FromMilliseconds(200);
        var order = new List<int>();
        var done = new TaskCompletionSource();
        for (var i = 3; i > 0; i--)
        {
            var number = i;
            shard.Time.CreateTimer(
                _ =>
                {
                    Assert.True(shard.IsCurrent);
                    order.Add(number);
                    if (number == 3) done.SetResult();
                },
                null, number * step, Timeout.InfiniteTimeSpan);
        }

        await done.Task;
        Assert.Equal([1, 2, 3], order);
    });

    [Fact]
    public Task A_delay_comes_back_to_the_shard_and_not_before_its_time() => OnShardAsync(async shard =>
    {
        var start = shard.Time.GetTimestamp();
        await Task.Delay(s_step, shard.Time);
        Assert.True(shard.IsCurrent);
        Assert.True(shard.Time.GetElapsedTime(start) >= s_step);
    });

    [Fact]
    public Task A_periodic_timer_runs_until_it_is_disposed() => OnShardAsync(async shard =>
    {
        var count = 0;
        var third = new TaskCompletionSource();
        var timer = shard.Time.CreateTimer(
            _ =>
            {
                if (++count == 3) third.SetResult();
            },
            null, TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        await third.Task;
        await timer.DisposeAsync();
        var last = count;
        await Task.Delay(s_step, shard.Time);
        Assert.Equal(last, count);
    });

    [Fact]
    public async Task Another_thread_may_set_a_timer_and_take_it_back()
    {
        await using var shard = ThreadShard.Start("timers", new SignalDriver(), TimeProvider.System, seed: 1);
        var ran = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = shard.Time.CreateTimer(
            _ => ran.TrySetResult(false), null, TimeSpan.FromMilliseconds(50), Timeout.InfiniteTimeSpan);
        await never.DisposeAsync();
        shard.Time.CreateTimer(
            _ => ran.TrySetResult(shard.IsCurrent), null, TimeSpan.FromMilliseconds(100), Timeout.InfiniteTimeSpan);
        Assert.True(await ran.Task);
    }

    [Fact]
    public Task Setting_a_timer_again_allocates_nothing() => OnShardAsync(static shard =>
    {
        var timer = shard.Time.CreateTimer(static _ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i < 1000; i++) timer.Change(TimeSpan.FromMinutes(i), Timeout.InfiniteTimeSpan);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        return Task.CompletedTask;
    });

    private static async Task OnShardAsync(Func<Shard, Task> test)
    {
        await using var shard = ThreadShard.Start("timers", new SignalDriver(), TimeProvider.System, seed: 1);
        await shard.RunAsync(() => test(shard));
    }
}

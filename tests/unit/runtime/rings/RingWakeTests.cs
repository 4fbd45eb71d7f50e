using System.Runtime.CompilerServices;

using Basalt.Interop.Linux.Uring;
using Basalt.Runtime;
using Basalt.Runtime.Rings;

using Xunit;

namespace Basalt.Tests.Unit.Runtime.Rings;

public sealed class RingWakeTests
{
    [Fact]
    public async Task Shards_wake_each_other_and_lose_no_message()
    {
        await using var left = RingFixture.Start(shard: new ShardOptions { SpinTime = TimeSpan.Zero });
        await using var right = RingFixture.Start(shard: new ShardOptions { SpinTime = TimeSpan.Zero });
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        const int Count = 5_000;
        var count = 0;
        Work? toLeft = null;
        var toRight = new Work(() =>
        {
            if (++count == Count) done.SetResult();
            else Assert.True(left.Shard.TryPost(toLeft!));
        });
        toLeft = new Work(() => Assert.True(right.Shard.TryPost(toRight)));
        Assert.True(left.Shard.TryPost(toLeft));
        await done.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(Count, count);
        await AssertMakesNoCallsAsync(left);
        await AssertMakesNoCallsAsync(right);
    }

    [Fact]
    public async Task A_message_from_any_thread_wakes_a_sleeping_ring()
    {
        await using var ring = RingFixture.Start(shard: new ShardOptions { SpinTime = TimeSpan.Zero });
        for (var i = 0; i < 1000; i++) await ring.Shard.RunAsync(static () => Task.CompletedTask);
        Assert.True(ring.Driver.Statistics.SleepCount > 0);
    }

    [Fact]
    public async Task An_idle_shard_makes_no_calls()
    {
        await using var ring = RingFixture.Start();
        await AssertMakesNoCallsAsync(ring);
    }

    [Fact]
    public async Task A_ring_that_asks_for_a_call_with_nothing_behind_it_lets_its_shard_sleep_and_end()
    {
        await using var ring = RingFixture.Start();
        await ring.Shard.RunAsync(() =>
        {
            RaiseTaskRun(ring.Driver.Queue);
            return Task.CompletedTask;
        });
        await AssertMakesNoCallsAsync(ring);
        await ring.Shard.RunAsync(static () => Task.CompletedTask);
        await AssertMakesNoCallsAsync(ring);
        await ring.Shard.RunAsync(() =>
        {
            RaiseTaskRun(ring.Driver.Queue);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_sleeping_ring_is_woken_by_its_timers()
    {
        await using var ring = RingFixture.Start();
        await ring.Shard.RunAsync(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var start = ring.Shard.Time.GetTimestamp();
                await Task.Delay(TimeSpan.FromMilliseconds(3), ring.Shard.Time);
                Assert.InRange(ring.Shard.Time.GetElapsedTime(start).TotalMilliseconds, 3, 20_000);
            }
        });
    }

    [Fact]
    public async Task A_quiet_end_is_heard_though_nothing_else_comes()
    {
        await using var ring = RingFixture.Start();
        await ring.Shard.RunAsync(async () =>
        {
            var operation = new QuietOperation();
            ring.Driver.Submit(operation);
            while (operation.IsPending) await Task.Delay(TimeSpan.FromMilliseconds(1), ring.Shard.Time);
        });
    }

    private static async Task AssertMakesNoCallsAsync(RingFixture ring)
    {
        // Read from outside: a message would wake it. Long for a shard that turns round, whatever else runs.
        await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        var before = ring.Driver.Statistics.EnterCount;
        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        Assert.InRange(ring.Driver.Statistics.EnterCount - before, 0, 4);
    }

    /// <summary>What the kernel leaves behind if the ring's thread has done the work before the flag goes up.</summary>
    private static unsafe void RaiseTaskRun(RingQueue queue)

        // SAFETY: the flags lie in the ring's mapping, which lives as long as its shard, on which this runs.
        => Interlocked.Or(ref *RingFlags(queue), (uint)IoUringRingFlags.TaskRun);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_ringFlags")]
    private static extern unsafe ref uint* RingFlags(RingQueue queue);

    private sealed class Work(Action action) : IShardWork
    {
        public void Run() => action();
    }

    private sealed class QuietOperation : RingOperation
    {
        protected internal override bool IsQuiet => true;

        protected internal override void Prepare(ref Basalt.Interop.Linux.Uring.IoUringSubmission entry)
        {
        }

        protected internal override void Complete(in RingCompletion completion) => Assert.Equal(0, completion.Result);
    }
}

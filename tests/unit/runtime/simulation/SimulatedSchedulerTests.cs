using Basalt.Runtime;
using Basalt.Runtime.Simulation;

using Xunit;

namespace Basalt.Tests.Unit.Runtime.Simulation;

public class SimulatedSchedulerTests
{
    [Fact]
    public void Messages_of_one_sender_arrive_in_order_whatever_the_seed()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var scheduler = new SimulatedScheduler(seed);
            var shard = scheduler.StartProcess("node").StartShard("a");
            var seen = new List<int>();
            scheduler.Run(async () =>
            {
                for (var i = 0; i < 100; i++)
                {
                    var number = i;
                    Assert.True(shard.TryPost(new Work(() => seen.Add(number))));
                }

                await shard.RunAsync(static () => Task.CompletedTask);
            });
            Assert.Equal(Enumerable.Range(0, 100), seen);
        }
    }

    [Fact]
    public void Work_of_two_shards_mixes_in_every_order()
    {
        var orders = Enumerable.Range(1, 40).Select(static seed =>
        {
            var scheduler = new SimulatedScheduler(seed);
            var process = scheduler.StartProcess("node");
            var seen = "";
            scheduler.Run(() => Task.WhenAll(
                process.StartShard("a").RunAsync(() => Task.FromResult(seen += "a")),
                process.StartShard("b").RunAsync(() => Task.FromResult(seen += "b"))));
            return seen;
        });
        Assert.Equal(["ab", "ba"], orders.Distinct().Order());
    }

    [Fact]
    public void An_await_on_a_shard_comes_back_to_it()
    {
        var scheduler = new SimulatedScheduler(1);
        var process = scheduler.StartProcess("node");
        var (one, other) = (process.StartShard("one"), process.StartShard("other"));
        scheduler.Run(() => one.RunAsync(async () =>
        {
            Assert.True(one.IsCurrent);
            await other.RunAsync(() =>
            {
                Assert.True(other.IsCurrent);
                Assert.False(one.IsCurrent);
                return Task.CompletedTask;
            });
            Assert.True(one.IsCurrent);
            await Task.Delay(TimeSpan.FromSeconds(1), one.Time);
            Assert.True(one.IsCurrent);
        }));
    }

    [Fact]
    public void A_full_mailbox_refuses_and_takes_again_once_it_is_read()
    {
        var scheduler = new SimulatedScheduler(1);
        var shard = new SimulatedShard("a", scheduler) { MailboxLengthMax = 3 };
        scheduler.Run(async () =>
        {
            for (var i = 0; i < 3; i++) Assert.True(shard.TryPost(new Work(static () => { })));
            Assert.False(shard.TryPost(new Work(static () => { })));
            while (!shard.TryPost(new Work(static () => { }))) await Task.Yield();
        });
    }

    [Fact]
    public void What_is_deferred_runs_in_a_later_turn_also_past_a_full_mailbox()
    {
        var scheduler = new SimulatedScheduler(1);
        var shard = new SimulatedShard("a", scheduler) { MailboxLengthMax = 2 };
        scheduler.Run(() => shard.RunAsync(async () =>
        {
            while (shard.TryPost(new Work(static () => { })))
            {
            }

            var turn = shard.Turn;
            var budget = new TurnBudget(1);
            Assert.True(budget.TrySpend(shard));
            Assert.False(budget.TrySpend(shard));
            await shard.Yield();
            Assert.True(shard.IsCurrent);
            Assert.NotEqual(turn, shard.Turn);
            Assert.True(budget.TrySpend(shard));
        }));
    }

    [Fact]
    public void Hours_pass_in_no_time_and_timers_fire_in_order()
    {
        var scheduler = new SimulatedScheduler(1);
        var seen = new List<int>();
        async Task WaitAsync(int hours)
        {
            await Task.Delay(TimeSpan.FromHours(hours), scheduler.Time);
            seen.Add(hours);
        }

        scheduler.Run(() => Task.WhenAll(WaitAsync(3), WaitAsync(1), WaitAsync(2)));
        Assert.Equal([1, 2, 3], seen);
        Assert.Equal(3, scheduler.Time.GetElapsedTime(0).Hours);
    }

    [Fact]
    public void A_timer_that_was_ended_or_put_off_does_not_fire()
    {
        var scheduler = new SimulatedScheduler(1);
        var count = 0;
        using var ended = scheduler.Time.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        using var late = scheduler.Time.CreateTimer(_ => count += 10, null, TimeSpan.FromSeconds(1), TimeSpan.Zero);
        ended.Dispose();
        late.Change(TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);
        scheduler.Run(() => Task.Delay(TimeSpan.FromSeconds(5), scheduler.Time));
        Assert.Equal(0, count);
        scheduler.Run(() => Task.Delay(TimeSpan.FromSeconds(5), scheduler.Time));
        Assert.Equal(10, count);
    }

    [Fact]
    public void A_lost_wake_up_is_reported_as_stuck()
    {
        var scheduler = new SimulatedScheduler(1);
        scheduler.StartProcess("node");
        var failure = Assert.Throws<SimulationStuckException>(
            () => scheduler.Run(static () => new TaskCompletionSource().Task));
        Assert.Contains("node (start 1): Running", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Going_round_in_circles_is_reported()
    {
        var scheduler = new SimulatedScheduler(1) { TurnCountMax = 1000 };
        Assert.Throws<SimulationStuckException>(() => scheduler.Run(static async () =>
        {
            while (true) await Task.Yield();
        }));
    }

    [Fact]
    public void Work_that_leaves_the_one_thread_is_reported()
    {
        var scheduler = new SimulatedScheduler(1);
        using var hasLeft = new ManualResetEventSlim();
        Assert.Throws<SimulationStuckException>(() => scheduler.Run(async () =>
        {
            var context = SynchronizationContext.Current!;
            var escape = new Thread(() =>
            {
                context.Post(static _ => { }, null);
                hasLeft.Set();
            });
            escape.Start();
            hasLeft.Wait();
            escape.Join();
            await Task.Yield();
        }));
    }

    [Fact]
    public void Equal_seeds_have_equal_traces_and_others_have_others()
    {
        static ulong Trace(int seed)
        {
            var scheduler = new SimulatedScheduler(seed);
            var process = scheduler.StartProcess("node");
            scheduler.Run(() => Task.WhenAll(Enumerable.Range(0, 20).Select(
                i => process.StartShard($"{i}").RunAsync(static async () => await Task.Yield()))));
            return scheduler.TraceHash;
        }

        Assert.Equal(Trace(5), Trace(5));
        Assert.NotEqual(Trace(5), Trace(6));
    }

    private sealed class Work(Action action) : IShardWork
    {
        public void Run() => action();
    }
}

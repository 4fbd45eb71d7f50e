using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Threads;
using Basalt.Runtime;

using Xunit;

namespace Basalt.Tests.Unit.Runtime;

/// <summary>What a shard promises about turns: fairness, answers, processors.</summary>
public sealed class ShardTurnTests
{
    [Fact]
    public async Task An_owner_that_spent_its_budget_goes_on_when_the_others_had_their_turn()
    {
        await using var shard = Start();
        var order = new List<char>();
        await shard.RunAsync(() => Task.WhenAll(WorkAsync('a', 6), WorkAsync('b', 2)));
        Assert.Equal("aabbaaaa", new string([.. order]));

        async Task WorkAsync(char name, int count)
        {
            var budget = new TurnBudget(2);
            for (var i = 0; i < count; i++)
            {
                while (!budget.TrySpend(shard)) await shard.Yield();
                order.Add(name);
            }
        }
    }

    [Fact]
    public async Task A_large_unit_comes_through_and_is_the_last_of_its_turn()
    {
        await using var shard = Start();
        await shard.RunAsync(async () =>
        {
            var budget = new TurnBudget(10);
            Assert.True(budget.TrySpend(shard, 9));
            Assert.True(budget.TrySpend(shard, 1000));
            Assert.False(budget.TrySpend(shard, 1));
            await shard.Yield();
            Assert.True(budget.TrySpend(shard, 1));
        });
    }

    [Fact]
    public async Task What_is_deferred_runs_in_a_later_turn()
    {
        await using var shard = Start();
        await shard.RunAsync(async () =>
        {
            var turn = shard.Turn;
            for (var i = 0; i < 10; i++)
            {
                await shard.Yield();
                Assert.True(shard.IsCurrent);
                Assert.True(shard.Turn > turn);
                turn = shard.Turn;
            }
        });
    }

    [Fact]
    public async Task An_answer_runs_on_at_once_again_and_again_and_allocates_nothing()
    {
        await using var shard = Start();
        await shard.RunAsync(async () =>
        {
            var answer = new ShardAnswer<int>(shard);
            var sum = 0;
            var waiting = WaitAsync();
            answer.Complete(1);
            Assert.Equal(1, sum);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++) answer.Complete(1);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.Equal(1001, sum);
            answer.Fail(new IOException("the end"));
            await Assert.ThrowsAsync<IOException>(() => waiting);

            async Task WaitAsync()
            {
                while (true) sum += await answer.Task;
            }
        });
    }

    [Fact]
    public async Task Answers_that_wake_one_another_do_not_run_ever_deeper()
    {
        await using var shard = Start();
        await shard.RunAsync(async () =>
        {
            var answers = Enumerable.Range(0, 10_000).Select(_ => new ShardAnswer<int>(shard)).ToArray();
            var last = 0;
            for (var i = 0; i < answers.Length; i++) _ = PassOnAsync(i);
            answers[0].Complete(1);
            while (last == 0) await shard.Yield();
            Assert.Equal(answers.Length, last);

            async Task PassOnAsync(int number)
            {
                var value = await answers[number].Task;
                if (number + 1 < answers.Length) answers[number + 1].Complete(value + 1);
                else last = value;
            }
        });
    }

    [Fact]
    public async Task A_shard_runs_on_the_processor_it_is_bound_to()
    {
        var processor = ProcessorAffinity.Read()[^1];
        var options = new ShardOptions { Processor = processor };
        await using var shard = ThreadShard.Start("bound", new SignalDriver(), TimeProvider.System, 1, options);
        await shard.RunAsync(() =>
        {
            Assert.Equal([processor], ProcessorAffinity.Read());
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void A_processor_that_is_not_there_is_refused_by_name()
    {
        var options = new ShardOptions { Processor = 1000 };
        var failure = Assert.Throws<LinuxException>(
            () => ThreadShard.Start("bound", new SignalDriver(), TimeProvider.System, 1, options));
        Assert.Contains("bound to processor 1000", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shard_that_polls_hears_messages_and_timers_and_ends()
    {
        var options = new ShardOptions { IsPolling = true };
        await using var shard = ThreadShard.Start("polls", new SignalDriver(), TimeProvider.System, 1, options);
        await shard.RunAsync(() => Task.Delay(TimeSpan.FromMilliseconds(2), shard.Time));
    }

    private static ThreadShard Start() => ThreadShard.Start("turns", new SignalDriver(), TimeProvider.System, seed: 1);
}

using Basalt.Runtime;
using Basalt.Runtime.Simulation;

using Xunit;

namespace Basalt.Tests.Unit.Runtime.Simulation;

public class SimulatedProcessTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly SimulatedScheduler _scheduler = new(1);

    [Fact]
    public void Main_runs_at_each_start()
    {
        var starts = new List<int>();
        var process = _scheduler.StartProcess("node", self =>
        {
            starts.Add(self.Incarnation);
            return Task.CompletedTask;
        });
        Pass();
        process.Restart();
        Pass();
        Assert.Equal([1, 2], starts);
    }

    [Fact]
    public void A_crash_ends_work_timers_and_messages()
    {
        var count = 0;
        var process = _scheduler.StartProcess("node");
        var shard = process.StartShard("a");
        _scheduler.Run(async () =>
        {
            var periodic = shard.Time.CreateTimer(_ => count++, null, s_second / 10, s_second / 10);
            _ = shard.RunAsync(async () =>
            {
                await Task.Delay(s_second / 2, shard.Time);
                count += 100;
            });
            await Task.Delay(s_second / 4, _scheduler.Time);
            Assert.Equal(2, count);
            process.Crash();
            Assert.False(shard.TryPost(new Work(() => count++)));
            await Task.Delay(s_second, _scheduler.Time);
            await periodic.DisposeAsync();
        });
        Assert.Equal(2, count);
    }

    [Fact]
    public void What_was_before_a_crash_does_not_run_in_the_next_life()
    {
        var count = 0;
        var process = _scheduler.StartProcess("node");
        var old = process.StartShard("a");
        Assert.True(old.TryPost(new Work(() => count++)));
        process.Restart();
        Pass();
        Assert.Equal(0, count);
        Assert.True(old.IsEnded);
        Assert.True(process.StartShard("a").TryPost(new Work(() => count++)));
        Pass();
        Assert.Equal(1, count);
    }

    [Fact]
    public void A_stopped_process_runs_nothing_and_goes_on_where_it_was()
    {
        var seen = new List<int>();
        var process = _scheduler.StartProcess("node");
        var shard = process.StartShard("a");
        Pass();
        process.Stop();
        for (var i = 0; i < 5; i++)
        {
            var number = i;
            Assert.True(shard.TryPost(new Work(() => seen.Add(number))));
        }

        Pass();
        Assert.Empty(seen);
        process.Continue();
        Pass();
        Assert.Equal([0, 1, 2, 3, 4], seen);
    }

    [Fact]
    public void A_stopped_process_that_crashes_is_gone()
    {
        var count = 0;
        var process = _scheduler.StartProcess("node");
        process.Stop();
        process.StartShard("a").TryPost(new Work(() => count++));
        Pass();
        process.Crash();
        process.Continue();
        Pass();
        Assert.Equal(SimulatedProcessState.Crashed, process.State);
        Assert.Equal(0, count);
    }

    [Fact]
    public void Each_crash_tells_those_who_asked_in_that_life_once()
    {
        var count = 0;
        var process = _scheduler.StartProcess("node");
        process.AtCrash(() => count++);
        process.Crash();
        process.Crash();
        process.Restart();
        process.Crash();
        Assert.Equal(1, count);
    }

    [Fact]
    public void A_wall_clock_may_be_wrong_and_the_monotonic_one_is_not()
    {
        var process = _scheduler.StartProcess("node");
        process.ClockSkew = TimeSpan.FromDays(400);
        var time = process.StartShard("a").Time;
        Assert.Equal(_scheduler.Time.GetUtcNow().AddDays(400), time.GetUtcNow());
        Assert.Equal(_scheduler.Time.GetTimestamp(), time.GetTimestamp());
    }

    [Fact]
    public void A_failure_of_main_rises_where_the_simulation_is_run()
    {
        _scheduler.StartProcess("node", static _ => throw new InvalidOperationException("as planned"));
        Assert.Equal("as planned", Assert.Throws<InvalidOperationException>(Pass).Message);
    }

    [Fact]
    public void An_action_between_turns_falls_on_its_turn()
    {
        var turn = 0L;
        _scheduler.AfterTurns(7, () => turn = _scheduler.TurnCount);
        _scheduler.Run(static async () =>
        {
            for (var i = 0; i < 20; i++) await Task.Yield();
        });
        Assert.Equal(7, turn);
    }

    private void Pass() => _scheduler.Run(() => Task.Delay(s_second, _scheduler.Time));

    private sealed class Work(Action action) : IShardWork
    {
        public void Run() => action();
    }
}

namespace Basalt.Runtime.Simulation;

/// <summary>
/// The clock as one shard, or the world, sees it. Starts at the same moment in every run, moves by what work takes and
/// jumps when nothing else can run.
/// </summary>
public sealed class SimulatedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SimulatedScheduler _scheduler;

    internal SimulatedTime(SimulatedScheduler scheduler, SimulatedProcess? process)
    {
        _scheduler = scheduler;
        Process = process;
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Whose clock this is; null for the world's.</summary>
    internal SimulatedProcess? Process { get; }

    /// <summary>Where its timers' callbacks run.</summary>
    internal SimulatedShard? Shard { get; set; }

    /// <summary>The process's wall clock may be wrong; <see cref="GetTimestamp"/> never is.</summary>
    public override DateTimeOffset GetUtcNow()
        => Start.AddTicks(_scheduler.Timers.Now) + (Process?.ClockSkew ?? TimeSpan.Zero);

    public override long GetTimestamp() => _scheduler.Timers.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(_scheduler, Shard, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}

namespace Basalt.Runtime.Simulation;

/// <summary>A timer of a shard, or of the world. Its callback runs there, and dies with the shard's process.</summary>
internal sealed class SimulatedTimer(
    SimulatedScheduler scheduler, SimulatedShard? shard, TimerCallback callback, object? state) : ITimer
{
    private const long Never = long.MaxValue;

    private long _periodTicks;

    /// <summary>When it fires, on the simulation's clock.</summary>
    public long Due { get; private set; } = Never;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _periodTicks = period.Ticks;
        Due = dueTime < TimeSpan.Zero ? Never : scheduler.Timers.Now + dueTime.Ticks;
        if (Due != Never) scheduler.Timers.Add(this);
        return true;
    }

    public void Fire()
    {
        Due = _periodTicks > 0 ? scheduler.Timers.Now + _periodTicks : Never;
        if (shard is { IsEnded: true }) Due = Never;
        if (Due != Never) scheduler.Timers.Add(this);
        scheduler.Post(shard, static timer => ((SimulatedTimer)timer!).Run(), this);
    }

    public void Dispose() => Due = Never;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Run() => callback(state);
}

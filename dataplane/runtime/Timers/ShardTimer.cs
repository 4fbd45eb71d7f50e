namespace Basalt.Runtime.Timers;

/// <summary>A timer of a shard's clock. Its callback runs on the shard; setting it again there allocates
/// nothing.</summary>
internal sealed class ShardTimer(ShardClock clock, TimerCallback callback, object? state) : ITimer
{
    /// <summary>As <see cref="Due"/>: not set.</summary>
    public const long Never = long.MaxValue;

    private ShardTimerSetting? _foreign;

    /// <summary>The timestamp at which it runs.</summary>
    public long Due { get; set; } = Never;

    /// <summary>Its place in the heap, or -1.</summary>
    public int Place { get; set; } = -1;

    /// <summary>Timestamps from one run to the next; 0: it runs once.</summary>
    public long Period { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var due = dueTime < TimeSpan.Zero ? Never : clock.After(dueTime);
        var step = period <= TimeSpan.Zero ? 0 : clock.ToTimestamp(period);
        if (clock.IsCurrent)
        {
            Volatile.Write(ref _foreign, null);
            Set(due, step);
        }
        else
        {
            // The newest setting wins; one message carries it, and another finds nothing left to do.
            Volatile.Write(ref _foreign, new ShardTimerSetting(due, step));
            clock.Post(static timer => ((ShardTimer)timer!).TakeForeign(), this);
        }

        return true;
    }

    public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the callback; on the shard.</summary>
    public void Run() => callback(state);

    private void Set(long due, long period)
    {
        Due = due;
        Period = period;
        clock.Place(this);
    }

    private void TakeForeign()
    {
        if (Interlocked.Exchange(ref _foreign, null) is { } setting) Set(setting.Due, setting.Period);
    }
}

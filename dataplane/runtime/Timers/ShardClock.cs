namespace Basalt.Runtime.Timers;

/// <summary>
/// The machine's clock, with timers that live on a shard: it looks at them each turn and sleeps no longer than until
/// the first, so that no other thread has a part in them.
/// </summary>
internal sealed class ShardClock(TimeProvider time) : TimeProvider
{
    private readonly TimerHeap _timers = new();
    private ThreadShard? _shard;

    public override long TimestampFrequency => time.TimestampFrequency;

    public bool IsCurrent => _shard!.IsCurrent;

    /// <summary>Timers that are set.</summary>
    public int Count => _timers.Count;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ShardTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>The machine's clock with timers on the shard; any other clock as it is, since only it knows when its
    /// timers are due.</summary>
    public static (TimeProvider Time, ShardClock? Clock) Of(TimeProvider time)
    {
#pragma warning disable RS0030 // It is not read here: only told apart from others.
        if (!ReferenceEquals(time, System)) return (time, null);
#pragma warning restore RS0030
        var clock = new ShardClock(time);
        return (clock, clock);
    }

    public void Bind(ThreadShard shard) => _shard = shard;

    public long After(TimeSpan span)
    {
        var now = GetTimestamp();
        var step = ToTimestamp(span);
        return step > ShardTimer.Never - now ? ShardTimer.Never : now + step;
    }

    /// <summary>Timestamps of a duration, rounded up: a timer never runs too early.</summary>
    public long ToTimestamp(TimeSpan span)
    {
        var exact = (Int128)span.Ticks * TimestampFrequency;
        return (long)Int128.Min((exact + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond, ShardTimer.Never);
    }

    public void Post(SendOrPostCallback callback, ShardTimer timer) => _shard!.PostContinuation(callback, timer);

    public void Place(ShardTimer timer) => _timers.Place(timer);

    /// <summary>Runs timers that are due, so many at most; how many.</summary>
    public int RunDue(int countMax)
    {
        if (_timers.Count == 0) return 0;
        var now = GetTimestamp();
        var count = 0;
        for (; count < countMax && _timers.Due <= now; count++)
        {
            var timer = _timers.Take();
            timer.Due = timer.Period > 0 ? now + timer.Period : ShardTimer.Never;
            _timers.Place(timer);
            timer.Run();
        }

        return count;
    }

    /// <summary>How long a shard may sleep now.</summary>
    public TimeSpan UntilNext()
    {
        if (_timers.Count == 0) return Timeout.InfiniteTimeSpan;
        var left = _timers.Due - GetTimestamp();
        return left <= 0 ? TimeSpan.Zero : GetElapsedTime(0, left) + TimeSpan.FromTicks(1);
    }
}

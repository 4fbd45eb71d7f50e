namespace Basalt.Runtime.Simulation;

/// <summary>A clock that stands still until nothing else can run. Starts at the same moment in every run.</summary>
public sealed class SimulatedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SimulatedScheduler _scheduler;
    private readonly PriorityQueue<SimulatedTimer, (long Ticks, long Order)> _timers = new();
    private long _ticks;
    private long _order;

    internal SimulatedTime(SimulatedScheduler scheduler) => _scheduler = scheduler;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(_ticks);

    public override long GetTimestamp() => _ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool TryAdvanceToNextTimer()
    {
        while (_timers.TryDequeue(out var timer, out var due))
        {
            if (timer.Due != due.Ticks) continue;
            _ticks = Math.Max(_ticks, due.Ticks);
            timer.Fire(_scheduler);
            return true;
        }

        return false;
    }

    private void Add(SimulatedTimer timer) => _timers.Enqueue(timer, (timer.Due, _order++));

    private sealed class SimulatedTimer(SimulatedTime time, TimerCallback callback, object? state) : ITimer
    {
        private const long Never = long.MaxValue;
        private TimeSpan _period;

        public long Due { get; private set; } = Never;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Due = dueTime < TimeSpan.Zero ? Never : time._ticks + dueTime.Ticks;
            if (Due != Never) time.Add(this);
            return true;
        }

        public void Fire(SimulatedScheduler scheduler)
        {
            Due = _period > TimeSpan.Zero ? time._ticks + _period.Ticks : Never;
            if (Due != Never) time.Add(this);
            scheduler.Post(static timer => ((SimulatedTimer)timer!).Run(), this);
        }

        public void Dispose() => Due = Never;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Run() => callback(state);
    }
}

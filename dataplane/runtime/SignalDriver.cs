namespace Basalt.Runtime;

/// <summary>A driver for shards without a ring: nothing to poll, sleeps on a semaphore.</summary>
public sealed class SignalDriver : ShardDriver
{
    private readonly AutoResetEvent _signal = new(false);

    public override int Poll() => 0;

    public override void Sleep(TimeSpan limit)
    {
        if (limit == Timeout.InfiniteTimeSpan) _signal.WaitOne();
        else _signal.WaitOne((int)Math.Min(Math.Ceiling(limit.TotalMilliseconds), int.MaxValue));
    }

    public override void Wake() => _signal.Set();

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing) _signal.Dispose();
        base.Dispose(isDisposing);
    }
}

using Basalt.Runtime;

namespace Basalt.Http.Http1;

/// <summary>Tells connections whose head does not come within <see cref="HttpLimits.HeadersTimeMax"/>, so that they can
/// answer that. On its shard.</summary>
/// <remarks>All wait equally long, so the list is in the order of their ends.</remarks>
internal sealed class HeadWatch : IShardWork, IDisposable
{
    /// <summary>How often it is looked, and so how late a limit may be found.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private readonly LinkedList<Http1Connection> _waiting = new();
    private readonly Shard _shard;
    private readonly ITimer _timer;

    public HeadWatch(Shard shard)
    {
        _shard = shard;
        _timer = shard.Time.CreateTimer(
            static state => ((HeadWatch)state!).Post(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Enter(LinkedListNode<Http1Connection> node)
    {
        node.Value.WatchedSince = _shard.Time.GetTimestamp();
        if (_waiting.Count == 0) _timer.Change(s_period, s_period);
        _waiting.AddLast(node);
    }

    public void Leave(LinkedListNode<Http1Connection> node)
    {
        _waiting.Remove(node);
        if (_waiting.Count == 0) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    void IShardWork.Run()
    {
        while (_waiting.First is { } first
            && _shard.Time.GetElapsedTime(first.Value.WatchedSince) >= HttpLimits.HeadersTimeMax)
        {
            Leave(first);
            first.Value.OnHeadLate();
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>A full mailbox is tried again at the next period.</summary>
    private void Post() => _shard.TryPost(this);
}

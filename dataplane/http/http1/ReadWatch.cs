using Basalt.Runtime;

namespace Basalt.Http.Http1;

/// <summary>Tells connections that have waited for their client as long as may be, so that they can answer that. On its
/// shard.</summary>
/// <remarks>All wait equally long, so the list is in the order of their ends.</remarks>
internal sealed class ReadWatch : IShardWork, IDisposable
{
    /// <summary>How often it is looked, and so how late a limit may be found.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private readonly LinkedList<Http1Connection> _waiting = new();
    private readonly Shard _shard;
    private readonly TimeSpan _waitMax;
    private readonly ITimer _timer;
    private bool _isRunning;

    public ReadWatch(Shard shard, TimeSpan waitMax)
    {
        (_shard, _waitMax) = (shard, waitMax);
        _timer = shard.Time.CreateTimer(
            static state => ((ReadWatch)state!).Post(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Enter(LinkedListNode<Http1Connection> node)
    {
        node.Value.WatchedSince = _shard.Time.GetTimestamp();
        _waiting.AddLast(node);
        if (!_isRunning) SetTimer(isRunning: true);
    }

    public void Leave(LinkedListNode<Http1Connection> node) => _waiting.Remove(node);

    void IShardWork.Run()
    {
        while (_waiting.First is { } first && _shard.Time.GetElapsedTime(first.Value.WatchedSince) >= _waitMax)
        {
            _waiting.Remove(first);
            first.Value.OnLate();
        }

        // Not when the last one leaves: waits come and go more often than this.
        if (_waiting.Count == 0) SetTimer(isRunning: false);
    }

    public void Dispose() => _timer.Dispose();

    private void SetTimer(bool isRunning)
    {
        var period = isRunning ? s_period : Timeout.InfiniteTimeSpan;
        _isRunning = isRunning;
        _timer.Change(period, period);
    }

    /// <summary>A full mailbox is tried again at the next period.</summary>
    private void Post() => _shard.TryPost(this);
}

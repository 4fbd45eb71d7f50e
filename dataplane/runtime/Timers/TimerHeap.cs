namespace Basalt.Runtime.Timers;

/// <summary>Timers in order of their time: a binary heap in which each timer knows its place, so that one can be moved
/// or taken out.</summary>
internal sealed class TimerHeap
{
    private const int LengthStart = 64;

    private ShardTimer[] _timers = new ShardTimer[LengthStart];

    public int Count { get; private set; }

    /// <summary>When the first one is due; <see cref="ShardTimer.Never"/> if there is none.</summary>
    public long Due => Count == 0 ? ShardTimer.Never : _timers[0].Due;

    /// <summary>Puts a timer where its time belongs, or takes it out if it has none.</summary>
    public void Place(ShardTimer timer)
    {
        if (timer.Due == ShardTimer.Never)
        {
            if (timer.Place >= 0) Remove(timer);
            return;
        }

        if (timer.Place < 0) Add(timer);
        if (!Rise(timer)) Sink(timer);
    }

    /// <summary>Takes the first one out.</summary>
    public ShardTimer Take()
    {
        var timer = _timers[0];
        Remove(timer);
        return timer;
    }

    private void Add(ShardTimer timer)
    {
        Invariant.Check(Count < ShardLimits.TimerCountMax);
        if (Count == _timers.Length) Array.Resize(ref _timers, Count * 2);
        Put(Count++, timer);
    }

    private void Remove(ShardTimer timer)
    {
        var place = timer.Place;
        timer.Place = -1;
        var last = _timers[--Count];
        _timers[Count] = null!;
        if (ReferenceEquals(last, timer)) return;
        Put(place, last);
        if (!Rise(last)) Sink(last);
    }

    private bool Rise(ShardTimer timer)
    {
        var place = timer.Place;
        while (place > 0)
        {
            var parent = _timers[(place - 1) / 2];
            if (parent.Due <= timer.Due) break;
            var above = parent.Place;
            Put(place, parent);
            place = above;
        }

        if (place == timer.Place) return false;
        Put(place, timer);
        return true;
    }

    private void Sink(ShardTimer timer)
    {
        var place = timer.Place;
        while ((place * 2) + 1 < Count)
        {
            var below = (place * 2) + 1;
            if (below + 1 < Count && _timers[below + 1].Due < _timers[below].Due) below++;
            if (timer.Due <= _timers[below].Due) break;
            Put(place, _timers[below]);
            place = below;
        }

        Put(place, timer);
    }

    private void Put(int place, ShardTimer timer)
    {
        _timers[place] = timer;
        timer.Place = place;
    }
}

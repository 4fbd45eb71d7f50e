using Basalt.Engine.Format;
using Basalt.Runtime;

namespace Basalt.Engine.Log;

/// <summary>All segments of the pool: which are free, and what is current in the others. The shard alone touches
/// it.</summary>
internal sealed class SegmentTable
{
    private const int ReserveCountMin = 4;

    private const int ReservePart = 64;

    private readonly Segment?[] _used;
    private readonly PriorityQueue<int, int> _free = new();
    private readonly Action<Segment> _onDead;
    private readonly bool _forgetsTombstones;

    /// <summary>Segment 0 holds the superblocks and is never given out.</summary>
    public SegmentTable(int count, EngineFault fault, Action<Segment> onDead)
    {
        _forgetsTombstones = fault == EngineFault.FreeTombstonesEarly;
        _used = new Segment?[count];
        _onDead = onDead;
    }

    public int Count => _used.Length;

    public int FreeCount => _free.Count;

    /// <summary>Free segments that only deletes may take, so that a full pool can be emptied.</summary>
    public int ReserveCount => Math.Max(ReserveCountMin, Count / ReservePart);

    /// <summary>Bytes of current records and batches.</summary>
    public long LiveSize { get; private set; }

    public IEnumerable<Segment> Used => _used.OfType<Segment>();

    public Segment this[int index] => _used[index]!;

    /// <summary>Takes note of a segment found in use.</summary>
    public Segment Adopt(int index, SegmentKind kind, ulong sequence)
    {
        Invariant.Check(_used[index] is null);
        return _used[index] = new Segment(index, kind, sequence);
    }

    /// <summary>Ends recovery: what was not adopted is free.</summary>
    public void FreeTheRest()
    {
        for (var i = 1; i < _used.Length; i++)
            if (_used[i] is null) _free.Enqueue(i, i);
    }

    /// <summary>The lowest free segment, open; null if fewer than the reserve would stay.</summary>
    public Segment? TryTake(SegmentKind kind, ulong sequence, int reserve)
    {
        if (_free.Count <= reserve) return null;
        var index = _free.Dequeue();
        var segment = Adopt(index, kind, sequence);
        segment.IsOpen = true;
        return segment;
    }

    /// <summary>Gives back what was taken and not used.</summary>
    public void Release(Segment segment)
    {
        _used[segment.Index] = null;
        _free.Enqueue(segment.Index, segment.Index);
    }

    public void AddLive(int index, long size)
    {
        var segment = this[index];
        segment.LiveCount++;
        segment.LiveSize += size;
        LiveSize += size;
    }

    public void AddGone(int index) => this[index].GoneCount++;

    /// <summary>A record in one segment outranks a current one in another, or in the same.</summary>
    public void Outrank(int byIndex, int index, long size)
    {
        if (byIndex != index) this[byIndex].Outranks.Add(index);
        RemoveLive(index, size);
    }

    public void RemoveLive(int index, long size)
    {
        var segment = this[index];
        Invariant.Check(segment.LiveCount > 0);
        segment.LiveCount--;
        segment.LiveSize -= size;
        LiveSize -= size;
        Consider(segment);
    }

    public void Close(Segment segment)
    {
        segment.IsOpen = false;
        Consider(segment);
    }

    public void Pin(int index) => this[index].PinCount++;

    public void Unpin(int index)
    {
        var segment = this[index];
        segment.PinCount--;
        Consider(segment);
    }

    /// <summary>FORMAT.md, "What holds", 5.</summary>
    public bool IsDead(Segment segment)
        => !segment.IsOpen && segment.LiveCount == 0 && segment.PinCount == 0
            && (segment.GoneCount == 0 || segment.Outranks.Count == 0 || _forgetsTombstones);

    /// <summary>
    /// The segment's header is durably zero: its records are out of the world. Who waited for it waits for what it
    /// waited for.
    /// </summary>
    public void Forget(Segment segment)
    {
        Invariant.Check(segment.LiveCount == 0);
        _used[segment.Index] = null;
        if (segment.Kind == SegmentKind.Bulk) return;
        foreach (var other in _used)
        {
            if (other is null || !other.Outranks.Remove(segment.Index)) continue;
            other.Outranks.UnionWith(segment.Outranks);
            other.Outranks.Remove(other.Index);
            Consider(other);
        }
    }

    /// <summary>May be taken again.</summary>
    public void MakeFree(int index) => _free.Enqueue(index, index);

    public void Consider(Segment segment)
    {
        if (IsDead(segment) && !segment.IsBeingFreed) _onDead(segment);
    }
}

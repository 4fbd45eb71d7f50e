using System.Runtime.InteropServices;

using Basalt.Engine.Format;
using Basalt.Runtime;

namespace Basalt.Engine.Log;

/// <summary>All segments of the pool: which are free, and how much of the others counts. The shard alone touches
/// it.</summary>
/// <remarks>
/// Invariant: a segment that the newest durable checkpoint, or the log since, needs is never free. So the dead are
/// gathered as a checkpoint begins, and become free once it is durable and their headers are erased.
/// </remarks>
internal sealed class SegmentTable
{
    private const int ReserveCountMin = 2;

    private const int ReservePart = 64;

    private readonly Segment?[] _used;
    private readonly PriorityQueue<int, int> _free = new();

    /// <summary>Segment 0 holds the superblocks and is never given out.</summary>
    public SegmentTable(int count) => _used = new Segment?[count];

    public int Count => _used.Length;

    public int FreeCount => _free.Count;

    /// <summary>Free segments that only deletes and checkpoints may take, so that a full pool can be
    /// emptied.</summary>
    public int ReserveCount { get; private set; }

    /// <summary>Free segments that only checkpoints may take: one is always possible, and it may free others.</summary>
    public int CheckpointReserveCount { get; private set; }

    /// <summary>Bytes of records and batches that count, whether sealed or not.</summary>
    public long LiveSize { get; private set; }

    /// <summary>Bytes of pages and tables that count.</summary>
    public long TreeSize { get; private set; }

    public IEnumerable<Segment> Used => _used.OfType<Segment>();

    public Segment this[int index] => _used[index]!;

    /// <summary>Whether a page may lie there.</summary>
    public bool IsTree(int index)
        => (uint)index < (uint)_used.Length && _used[index] is { Kind: SegmentKind.Tree };

    /// <summary>Bytes of the table as it is written.</summary>
    public int TableSize => _used.Length * SegmentUseFormat.EntrySize;

    /// <summary>Keeps so many segments for checkpoints.</summary>
    public void Reserve(int checkpointSegmentCount)
    {
        CheckpointReserveCount = checkpointSegmentCount;
        ReserveCount = Math.Max(ReserveCountMin, Count / ReservePart) + checkpointSegmentCount;
    }

    /// <summary>Takes what a checkpoint says; nothing at all on a new pool.</summary>
    public void Load(ReadOnlySpan<byte> table)
    {
        var entries = MemoryMarshal.Cast<byte, SegmentUseFormat>(table);
        for (var i = 1; i < entries.Length; i++)
        {
            if (entries[i].Kind == SegmentKind.Free) continue;
            _used[i] = new Segment(i, entries[i].Kind, entries[i].Sequence);
            AddLive(i, entries[i].LiveSize);
        }

        for (var i = 1; i < _used.Length; i++)
            if (_used[i] is null) _free.Enqueue(i, i);
    }

    /// <summary>Writes the table as a checkpoint keeps it.</summary>
    public void Save(Span<byte> table)
    {
        table.Clear();
        var entries = MemoryMarshal.Cast<byte, SegmentUseFormat>(table);
        foreach (var segment in Used)
        {
            if (segment.IsReserved) continue;
            entries[segment.Index] = new SegmentUseFormat
            {
                Kind = segment.Kind, Sequence = segment.Sequence, LiveSize = (uint)segment.LiveSize,
            };
        }
    }

    /// <summary>Replay met a segment that was taken into use after the checkpoint.</summary>
    public void Adopt(int index, SegmentKind kind, ulong sequence)
    {
        if (_used[index] is { } known && known.Sequence == sequence) return;
        Invariant.Check(_used[index] is null or { Kind: SegmentKind.Dead });
        _used[index] = new Segment(index, kind, sequence);
    }

    /// <summary>Ends recovery: what was adopted is no longer free.</summary>
    public void SettleFree()
    {
        _free.Clear();
        for (var i = 1; i < _used.Length; i++)
            if (_used[i] is null) _free.Enqueue(i, i);
    }

    /// <summary>The lowest free segment, open; null if fewer than the reserve would stay.</summary>
    public Segment? TryTake(SegmentKind kind, ulong sequence, int reserve)
    {
        if (_free.Count <= reserve) return null;
        var index = _free.Dequeue();
        Invariant.Check(_used[index] is null);
        return _used[index] = new Segment(index, kind, sequence) { IsOpen = true };
    }

    /// <summary>May be taken again: what was not used, or is erased.</summary>
    public void MakeFree(Segment segment)
    {
        Invariant.Check(segment.LiveSize == 0);
        _used[segment.Index] = null;
        _free.Enqueue(segment.Index, segment.Index);
    }

    public void AddLive(int index, long size)
    {
        var segment = this[index];
        segment.LiveSize += size;
        Note(segment, size);
    }

    public void RemoveLive(int index, long size)
    {
        var segment = this[index];
        segment.LiveSize -= size;
        Invariant.Check(segment.LiveSize >= 0);
        Note(segment, -size);
    }

    /// <summary>A batch is written whose layer may yet be dropped.</summary>
    public void AddPending(int index, long size)
    {
        this[index].PendingSize += size;
        LiveSize += size;
    }

    public void RemovePending(int index, long size)
    {
        var segment = this[index];
        segment.PendingSize -= size;
        Invariant.Check(segment.PendingSize >= 0);
        LiveSize -= size;
    }

    public void Pin(int index) => this[index].PinCount++;

    public void Unpin(int index) => this[index].PinCount--;

    /// <summary>Segments that the next checkpoints free. Any thread, about.</summary>
    public int CountDead()
    {
        var count = 0;
        foreach (var segment in _used)
            if (segment is { IsDead: true }) count++;
        return count;
    }

    /// <summary>As a checkpoint begins: what counts for nothing any more. It is free once that is durable.</summary>
    public void TakeDead(List<Segment> dead)
    {
        foreach (var segment in _used)
        {
            if (segment is not { IsDead: true } || segment.Kind == SegmentKind.Dead) continue;
            segment.Kind = SegmentKind.Dead;
            dead.Add(segment);
        }
    }

    private void Note(Segment segment, long size)
    {
        if (segment.Kind == SegmentKind.Tree) TreeSize += size;
        else LiveSize += size;
    }
}

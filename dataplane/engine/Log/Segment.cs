using Basalt.Engine.Format;

namespace Basalt.Engine.Log;

/// <summary>One segment in use and how much of it counts. The shard alone touches it.</summary>
internal sealed class Segment(int index, SegmentKind kind, ulong sequence)
{
    public int Index { get; } = index;

    public SegmentKind Kind { get; set; } = kind;

    /// <summary>Which use of the segment this is; never given twice.</summary>
    public ulong Sequence { get; } = sequence;

    /// <summary>Still appended to.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Chosen, and nothing written that a recovery would look for: in tables it is free.</summary>
    public bool IsReserved { get; set; }

    /// <summary>Reads under way that rely on its bytes.</summary>
    public int PinCount { get; set; }

    /// <summary>Bytes of records, batches or pages in it that the tree refers to.</summary>
    public long LiveSize { get; set; }

    /// <summary>Bytes of batches whose layer has no seal yet: nothing after a crash.</summary>
    public long PendingSize { get; set; }

    /// <summary>Nothing in it counts and nobody is at it.</summary>
    public bool IsDead => !IsOpen && !IsReserved && PinCount == 0 && LiveSize == 0 && PendingSize == 0;
}

using Basalt.Engine.Format;

namespace Basalt.Engine.Log;

/// <summary>One segment in use and what is known of its content. The shard alone touches it.</summary>
internal sealed class Segment(int index, SegmentKind kind, ulong sequence)
{
    public int Index { get; } = index;

    public SegmentKind Kind { get; } = kind;

    public ulong Sequence { get; } = sequence;

    /// <summary>Still appended to, or kept for it.</summary>
    public bool IsOpen { get; set; }

    public bool IsBeingFreed { get; set; }

    /// <summary>Reads under way that rely on its bytes.</summary>
    public int PinCount { get; set; }

    /// <summary>Records or batches in it that are current.</summary>
    public int LiveCount { get; set; }

    public long LiveSize { get; set; }

    /// <summary>Records in it that say something is gone.</summary>
    public int GoneCount { get; set; }

    /// <summary>Older segments with records that records in here outrank.</summary>
    public HashSet<int> Outranks { get; } = [];
}

using Basalt.Engine.Log;

namespace Basalt.Engine.Layers;

/// <summary>A bulk segment that is appended to.</summary>
internal sealed class BulkSegment(Segment segment)
{
    public Segment Segment { get; } = segment;

    /// <summary>The next free block.</summary>
    public int Next { get; set; } = 1;

    /// <summary>Batches under way to the device.</summary>
    public int WriteCount { get; set; }

    /// <summary>Takes no further batch; it is closed after the last write.</summary>
    public bool IsClosing { get; set; }

    /// <summary>Whether a batch of so much payload fits.</summary>
    public bool Fits(int payloadBlocks, int segmentBlocks) => Next + 1 + payloadBlocks <= segmentBlocks;
}

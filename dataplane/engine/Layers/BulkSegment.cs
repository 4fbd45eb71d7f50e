using Basalt.Engine.Format;
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

    /// <summary>Takes no further batch; its footer follows the last write.</summary>
    public bool IsClosing { get; set; }

    public List<FooterEntry> Entries { get; } = [];

    /// <summary>Whether a batch of so much payload fits, and the footer that then is needed.</summary>
    public bool Fits(int payloadBlocks, int segmentBlocks)
        => Next + 1 + payloadBlocks + FooterFormat.BlockCountOf(Entries.Count + 1) <= segmentBlocks;
}

using Basalt.Engine.Checksums;
using Basalt.Engine.Format;

namespace Basalt.Engine.Recovery;

/// <summary>A batch that was found whole by its header, and what is wrong with its payload, if anything.</summary>
/// <param name="Segment">Index of its segment.</param>
/// <param name="Header">Its header.</param>
/// <param name="Heads">A copy of its heads.</param>
/// <param name="BrokenBlock">First payload block with a wrong checksum, -1 for none.</param>
internal sealed record ReplayedBatch(int Segment, BatchHeaderFormat Header, byte[] Heads, int BrokenBlock)
{
    /// <summary>Names or versions may be wrong: the batch cannot be applied. Rot in a value alone is not
    /// this.</summary>
    public bool AreHeadsBroken { get; } =
        Heads.Length != Header.HeadsSize || Crc32c.Compute(Heads) != Header.HeadsChecksum;
}

using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>The fields of a segment's first block. FORMAT.md, section Segment header.</summary>
[StructLayout(LayoutKind.Explicit, Size = 88)]
internal struct SegmentHeaderFormat
{
    /// <summary>"BASALTSG".</summary>
    public const ulong MagicValue = 0x4753_544C_4153_4142;

    [FieldOffset(0)]
    public ulong Magic;

    [FieldOffset(8)]
    public SegmentKind Kind;

    [FieldOffset(12)]
    public uint Checksum;

    [FieldOffset(16)]
    public UInt128 PoolId;

    [FieldOffset(32)]
    public int Index;

    [FieldOffset(36)]
    public uint Epoch;

    [FieldOffset(40)]
    public ulong Sequence;

    [FieldOffset(48)]
    public ulong FirstBatch;

    /// <summary>The log segment that is to follow, 0 if none was chosen yet, and its sequence.</summary>
    [FieldOffset(56)]
    public ulong NextSequence;

    [FieldOffset(64)]
    public int NextIndex;

    [FieldOffset(68)]
    public uint Copy;

    [FieldOffset(72)]
    public uint Stripe;

    public static bool TryRead(ReadOnlySpan<byte> block, UInt128 poolId, int index, out SegmentHeaderFormat header)
    {
        header = MemoryMarshal.Read<SegmentHeaderFormat>(block);
        return header.Magic == MagicValue
            && header.PoolId == poolId
            && header.Index == index
            && header.Kind is SegmentKind.Log or SegmentKind.Bulk or SegmentKind.Tree
            && BlockSeal.IsIntact(block);
    }

    public readonly void Write(Span<byte> block)
    {
        block.Clear();
        MemoryMarshal.Write(block, in this);
        BlockSeal.Close(block);
    }
}

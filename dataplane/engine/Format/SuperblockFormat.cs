using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>The fields of a superblock. FORMAT.md, section Superblock.</summary>
[StructLayout(LayoutKind.Explicit, Size = 144)]
internal struct SuperblockFormat
{
    /// <summary>"BASALTPL".</summary>
    public const ulong MagicValue = 0x4C50_544C_4153_4142;

    [FieldOffset(0)]
    public ulong Magic;

    [FieldOffset(8)]
    public uint Version;

    [FieldOffset(12)]
    public uint Checksum;

    [FieldOffset(16)]
    public UInt128 PoolId;

    [FieldOffset(32)]
    public ulong Generation;

    [FieldOffset(40)]
    public long SegmentSize;

    [FieldOffset(48)]
    public long CapacitySize;

    [FieldOffset(56)]
    public long CreatedMs;

    [FieldOffset(64)]
    public uint Copy;

    [FieldOffset(68)]
    public uint CopyCount;

    [FieldOffset(72)]
    public uint Stripe;

    [FieldOffset(76)]
    public uint Epoch;

    /// <summary>The tree's root page; 0: an empty tree.</summary>
    [FieldOffset(80)]
    public ulong Root;

    [FieldOffset(88)]
    public long NameCount;

    /// <summary>The table of segments; 0: all are free.</summary>
    [FieldOffset(96)]
    public ulong Table;

    [FieldOffset(104)]
    public int TableSize;

    [FieldOffset(108)]
    public uint TableChecksum;

    /// <summary>Where the log goes on that the tree does not hold yet.</summary>
    [FieldOffset(112)]
    public LogPosition Log;

    [FieldOffset(136)]
    public int PageSize;

    public static bool TryRead(ReadOnlySpan<byte> block, out SuperblockFormat superblock)
    {
        superblock = MemoryMarshal.Read<SuperblockFormat>(block);
        return superblock.Magic == MagicValue && BlockSeal.IsIntact(block);
    }

    public readonly void Write(Span<byte> block)
    {
        block.Clear();
        MemoryMarshal.Write(block, in this);
        BlockSeal.Close(block);
    }
}

using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>The fields of a tree page. FORMAT.md, section Tree page.</summary>
[StructLayout(LayoutKind.Explicit, Size = HeadSize)]
internal struct TreePageFormat
{
    public const int HeadSize = 64;

    /// <summary>"BASALTPG".</summary>
    public const ulong MagicValue = 0x4750_544C_4153_4142;

    [FieldOffset(0)]
    public ulong Magic;

    [FieldOffset(8)]
    public ushort Level;

    [FieldOffset(10)]
    public ushort Count;

    [FieldOffset(12)]
    public uint Checksum;

    [FieldOffset(16)]
    public UInt128 PoolId;

    [FieldOffset(32)]
    public ulong SegmentSequence;

    [FieldOffset(40)]
    public ulong Address;

    /// <summary>Where the entries begin; they fill up to the low fence.</summary>
    [FieldOffset(48)]
    public ushort HeapStart;

    /// <summary>Bytes among the entries that belong to none any more.</summary>
    [FieldOffset(50)]
    public ushort GarbageSize;

    [FieldOffset(52)]
    public ushort LowFenceSize;

    /// <summary>Bytes of the low fence that every key in here begins with; entries leave them out.</summary>
    [FieldOffset(54)]
    public ushort PrefixSize;

    /// <summary>Gives a page its place and closes it.</summary>
    public static void Close(Span<byte> page, UInt128 poolId, ulong segmentSequence, ulong address)
    {
        ref var head = ref MemoryMarshal.AsRef<TreePageFormat>(page);
        head.PoolId = poolId;
        head.SegmentSequence = segmentSequence;
        head.Address = address;
        BlockSeal.Close(page);
    }

    /// <summary>Whether this is the page of that place in that use of its segment, whole.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> page, UInt128 poolId, ulong segmentSequence, ulong address)
    {
        ref readonly var head = ref MemoryMarshal.AsRef<TreePageFormat>(page);
        return head.Magic == MagicValue
            && head.PoolId == poolId
            && head.SegmentSequence == segmentSequence
            && head.Address == address
            && BlockSeal.IsIntact(page);
    }
}

using System.Runtime.InteropServices;

using Basalt.Engine.Checksums;

namespace Basalt.Engine.Format;

/// <summary>The footer of a closed bulk segment. FORMAT.md, section Batch.</summary>
[StructLayout(LayoutKind.Explicit, Size = HeadSize)]
internal struct FooterFormat
{
    public const int HeadSize = 64;

    /// <summary>"BASALTFT".</summary>
    public const ulong MagicValue = 0x5446_544C_4153_4142;

    /// <summary>Entries in the footer's own block, and in each block before it.</summary>
    public const int OwnEntryCountMax = (FormatLimits.BlockSize - HeadSize) / FooterEntry.EntrySize;

    public const int FurtherEntryCountMax = FormatLimits.BlockSize / FooterEntry.EntrySize;

    [FieldOffset(0)]
    public ulong Magic;

    [FieldOffset(8)]
    public int EntryCount;

    [FieldOffset(12)]
    public uint Checksum;

    [FieldOffset(16)]
    public UInt128 PoolId;

    [FieldOffset(32)]
    public ulong SegmentSequence;

    [FieldOffset(40)]
    public uint FurtherChecksum;

    /// <summary>Blocks a footer of so many entries takes.</summary>
    public static int BlockCountOf(int entryCount)
        => 1 + ((Math.Max(0, entryCount - OwnEntryCountMax) + FurtherEntryCountMax - 1) / FurtherEntryCountMax);

    public static bool TryRead(ReadOnlySpan<byte> lastBlock, in SegmentHeaderFormat segment, out FooterFormat footer)
    {
        footer = MemoryMarshal.Read<FooterFormat>(lastBlock);
        return footer.Magic == MagicValue
            && footer.PoolId == segment.PoolId
            && footer.SegmentSequence == segment.Sequence
            && footer.EntryCount >= 0
            && BlockSeal.IsIntact(lastBlock);
    }

    /// <summary>Reads the entries from the segment's last blocks, as many as the footer takes; null if they are not
    /// intact.</summary>
    public readonly FooterEntry[]? ReadEntries(ReadOnlySpan<byte> blocks)
    {
        var further = blocks[..^FormatLimits.BlockSize];
        if (further.Length > 0 && Crc32c.Compute(further) != FurtherChecksum) return null;
        var entries = new FooterEntry[EntryCount];
        for (var i = 0; i < EntryCount; i++)
            entries[i] = MemoryMarshal.Read<FooterEntry>(blocks[PlaceOf(i, blocks.Length)..]);
        return entries;
    }

    public static void Write(
        Span<byte> blocks, UInt128 poolId, ulong segmentSequence, ReadOnlySpan<FooterEntry> entries)
    {
        blocks.Clear();
        for (var i = 0; i < entries.Length; i++)
            MemoryMarshal.Write(blocks[PlaceOf(i, blocks.Length)..], in entries[i]);
        var further = blocks[..^FormatLimits.BlockSize];
        var own = blocks[^FormatLimits.BlockSize..];
        var footer = new FooterFormat
        {
            Magic = MagicValue,
            EntryCount = entries.Length,
            PoolId = poolId,
            SegmentSequence = segmentSequence,
            FurtherChecksum = further.Length > 0 ? Crc32c.Compute(further) : 0,
        };
        MemoryMarshal.Write(own, in footer);
        BlockSeal.Close(own);
    }

    private static int PlaceOf(int entry, int size)
    {
        var own = size - FormatLimits.BlockSize;
        if (entry < OwnEntryCountMax) return own + HeadSize + (entry * FooterEntry.EntrySize);
        var (block, place) = Math.DivRem(entry - OwnEntryCountMax, FurtherEntryCountMax);
        return own - ((block + 1) * FormatLimits.BlockSize) + (place * FooterEntry.EntrySize);
    }
}

using System.Runtime.InteropServices;

using Basalt.Engine.Checksums;

namespace Basalt.Engine.Format;

/// <summary>The fields of a batch's header block; the checksums of its payload follow. FORMAT.md, section
/// Batch.</summary>
[StructLayout(LayoutKind.Explicit, Size = FormatLimits.BatchHeaderSize)]
internal struct BatchHeaderFormat
{
    /// <summary>"BASALTBT".</summary>
    public const ulong MagicValue = 0x5442_544C_4153_4142;

    public const uint LastOfGroup = 1;

    public const uint EndOfSegment = 2;

    [FieldOffset(0)]
    public ulong Magic;

    [FieldOffset(8)]
    public SegmentKind Kind;

    [FieldOffset(12)]
    public uint Checksum;

    [FieldOffset(16)]
    public UInt128 PoolId;

    [FieldOffset(32)]
    public ulong SegmentSequence;

    [FieldOffset(40)]
    public int Position;

    [FieldOffset(44)]
    public int BlockCount;

    [FieldOffset(48)]
    public ulong Sequence;

    [FieldOffset(56)]
    public ulong GroupFirst;

    [FieldOffset(64)]
    public uint Epoch;

    [FieldOffset(68)]
    public uint Flags;

    [FieldOffset(72)]
    public int RecordCount;

    [FieldOffset(76)]
    public int HeadsSize;

    [FieldOffset(80)]
    public int ValuesSize;

    /// <summary>Of the heads alone: a block that holds heads may hold values too, and rot in a value must not cost the
    /// heads.</summary>
    [FieldOffset(84)]
    public uint HeadsChecksum;

    [FieldOffset(88)]
    public ulong Layer;

    [FieldOffset(96)]
    public long FirstBlock;

    [FieldOffset(104)]
    public uint Shard;

    /// <summary>At the end of a segment: where the log goes on.</summary>
    [FieldOffset(108)]
    public int NextIndex;

    [FieldOffset(112)]
    public ulong NextSequence;

    public readonly bool IsLastOfGroup => (Flags & LastOfGroup) != 0;

    /// <summary>Not a batch: word that the log goes on in another segment.</summary>
    public readonly bool IsEndOfSegment => (Flags & EndOfSegment) != 0;

    /// <summary>Reads a header that stands at this place of this use of a segment, and nothing else that looks like
    /// one.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> block, in SegmentHeaderFormat segment, int position, int segmentBlockCount,
        out BatchHeaderFormat header)
    {
        header = MemoryMarshal.Read<BatchHeaderFormat>(block);
        return header.Magic == MagicValue
            && header.Kind == segment.Kind
            && header.PoolId == segment.PoolId
            && header.SegmentSequence == segment.Sequence
            && header.Epoch == segment.Epoch
            && header.Position == position
            && header.BlockCount is >= 0 and <= FormatLimits.PayloadBlockCountMax
            && header.IsEndOfSegment == (header.BlockCount == 0)
            && header.Position + 1 + header.BlockCount <= segmentBlockCount
            && BlockSeal.IsIntact(block);
    }

    /// <summary>The checksums that a header block lists.</summary>
    public static ReadOnlySpan<uint> Checksums(ReadOnlySpan<byte> block, int count)
        => MemoryMarshal.Cast<byte, uint>(block.Slice(FormatLimits.BatchHeaderSize, count * sizeof(uint)));

    /// <summary>Whether a payload block is what its header says.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> headerBlock, int index, ReadOnlySpan<byte> payloadBlock)
        => Checksums(headerBlock, index + 1)[index] == Crc32c.Compute(payloadBlock);

    /// <summary>Puts the checksums of the payload into its header block; the fields come later, with
    /// <see cref="Write"/>.</summary>
    public static void SumPayload(Span<byte> headerBlock, ReadOnlySpan<byte> payload)
    {
        var sums = MemoryMarshal.Cast<byte, uint>(headerBlock[FormatLimits.BatchHeaderSize..]);
        var count = payload.Length / FormatLimits.BlockSize;
        for (var i = 0; i < count; i++)
            sums[i] = Crc32c.Compute(payload.Slice(i * FormatLimits.BlockSize, FormatLimits.BlockSize));
        sums[count..].Clear();
    }

    /// <summary>Puts the fields in front of the checksums and closes the block.</summary>
    public readonly void Write(Span<byte> block)
    {
        MemoryMarshal.Write(block, in this);
        BlockSeal.Close(block);
    }
}

using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>The fixed part of an extent in a record; the checksums of its blocks follow. FORMAT.md, section
/// Records.</summary>
[StructLayout(LayoutKind.Explicit, Size = HeadSize)]
internal struct ExtentFormat
{
    public const int HeadSize = 32;

    [FieldOffset(0)]
    public long FirstBlock;

    [FieldOffset(8)]
    public ulong SegmentSequence;

    [FieldOffset(16)]
    public int Segment;

    /// <summary>The block of the batch's header in its segment; the extent's blocks follow it.</summary>
    [FieldOffset(20)]
    public int Position;

    [FieldOffset(24)]
    public int BlockCount;

    public readonly int FullSize => SizeOf(BlockCount);

    public static int SizeOf(int blockCount) => (HeadSize + (blockCount * sizeof(uint)) + 7) & ~7;
}

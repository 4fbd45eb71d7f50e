using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>The fixed part of a record's head. FORMAT.md, section Records.</summary>
[StructLayout(LayoutKind.Explicit, Size = HeadSize)]
internal struct RecordFormat
{
    public const int HeadSize = 32;

    [FieldOffset(0)]
    public RecordKind Kind;

    [FieldOffset(2)]
    public ushort NameSize;

    [FieldOffset(4)]
    public ushort SummarySize;

    [FieldOffset(8)]
    public ulong Version;

    [FieldOffset(16)]
    public int ValueOffset;

    [FieldOffset(20)]
    public int ValueSize;

    [FieldOffset(24)]
    public uint ValueChecksum;

    /// <summary>Bytes of the head with name, summary and padding.</summary>
    public readonly int FullSize => SizeOf(NameSize, SummarySize);

    public static int SizeOf(int nameSize, int summarySize) => (HeadSize + nameSize + summarySize + 7) & ~7;

    /// <summary>Takes one head off the front; false if the bytes are not one.</summary>
    public static bool TryRead(
        ref ReadOnlySpan<byte> heads, out RecordFormat record, out ReadOnlySpan<byte> name,
        out ReadOnlySpan<byte> summary)
    {
        name = summary = default;
        if (!MemoryMarshal.TryRead(heads, out record) || heads.Length < record.FullSize) return false;
        name = heads.Slice(HeadSize, record.NameSize);
        summary = heads.Slice(HeadSize + record.NameSize, record.SummarySize);
        heads = heads[record.FullSize..];
        return record.Kind is >= RecordKind.Name and <= RecordKind.LayerExtents;
    }

    public readonly void Write(Span<byte> head, ReadOnlySpan<byte> name, ReadOnlySpan<byte> summary)
    {
        head[..FullSize].Clear();
        MemoryMarshal.Write(head, in this);
        name.CopyTo(head[HeadSize..]);
        summary.CopyTo(head[(HeadSize + name.Length)..]);
    }
}

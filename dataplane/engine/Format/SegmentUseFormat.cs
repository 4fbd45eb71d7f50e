using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>One segment in the table of segments. FORMAT.md, section Table of segments.</summary>
[StructLayout(LayoutKind.Explicit, Size = EntrySize)]
internal struct SegmentUseFormat
{
    public const int EntrySize = 16;

    [FieldOffset(0)]
    public ulong Sequence;

    [FieldOffset(8)]
    public uint LiveSize;

    [FieldOffset(12)]
    public SegmentKind Kind;
}

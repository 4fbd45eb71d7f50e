using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>One batch of a bulk segment, as its footer lists it. FORMAT.md, section Batch.</summary>
[StructLayout(LayoutKind.Explicit, Size = EntrySize)]
internal struct FooterEntry
{
    public const int EntrySize = 24;

    [FieldOffset(0)]
    public ulong Layer;

    [FieldOffset(8)]
    public long FirstBlock;

    [FieldOffset(16)]
    public int Position;

    [FieldOffset(20)]
    public int BlockCount;
}

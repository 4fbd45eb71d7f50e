using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>What the tree holds under a name, before the summary. FORMAT.md, section Keys.</summary>
[StructLayout(LayoutKind.Explicit, Size = HeadSize)]
internal struct NameValueFormat
{
    public const int HeadSize = 24;

    [FieldOffset(0)]
    public ulong Version;

    [FieldOffset(8)]
    public int Segment;

    [FieldOffset(12)]
    public int ValueOffset;

    [FieldOffset(16)]
    public int ValueSize;

    [FieldOffset(20)]
    public uint ValueChecksum;
}

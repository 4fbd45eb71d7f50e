using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>What the tree holds under a sealed layer. FORMAT.md, section Keys.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct LayerValueFormat
{
    [FieldOffset(0)]
    public ulong SealVersion;

    [FieldOffset(8)]
    public int Segment;

    [FieldOffset(12)]
    public int RecordSize;

    [FieldOffset(16)]
    public long Size;
}

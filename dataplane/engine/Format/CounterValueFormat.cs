using System.Runtime.InteropServices;

namespace Basalt.Engine.Format;

/// <summary>What the tree holds under a counter's name. FORMAT.md, section Keys.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct CounterValueFormat
{
    [FieldOffset(0)]
    public ulong Version;

    [FieldOffset(8)]
    public int Segment;

    [FieldOffset(12)]
    public int RecordSize;

    [FieldOffset(16)]
    public long Count;

    [FieldOffset(24)]
    public long Size;
}

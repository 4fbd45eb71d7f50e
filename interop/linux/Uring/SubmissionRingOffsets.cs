using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>Where the parts of the submission ring lie in its mapping, in bytes.</summary>
/// <remarks><c>struct io_sqring_offsets</c>, 40 bytes.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 40)]
public struct SubmissionRingOffsets
{
    [FieldOffset(0)]
    public uint Head;

    [FieldOffset(4)]
    public uint Tail;

    [FieldOffset(8)]
    public uint RingMask;

    [FieldOffset(12)]
    public uint RingEntries;

    [FieldOffset(16)]
    public uint Flags;

    [FieldOffset(20)]
    public uint Dropped;

    [FieldOffset(24)]
    public uint Array;
}

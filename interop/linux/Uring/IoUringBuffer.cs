using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>One provided buffer in a ring of them.</summary>
/// <remarks><c>struct io_uring_buf</c>, 16 bytes: <c>0 addr  8 len  12 bid  14 resv</c>. The last field of the first
/// entry is the ring's tail.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct IoUringBuffer
{
    [FieldOffset(0)]
    public ulong Address;

    [FieldOffset(8)]
    public uint Length;

    [FieldOffset(12)]
    public ushort BufferId;

    /// <summary>Of the first entry alone: the tail of the ring, written by us.</summary>
    [FieldOffset(14)]
    public ushort Tail;
}

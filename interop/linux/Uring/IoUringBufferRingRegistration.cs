using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>Makes or removes a ring of provided buffers.</summary>
/// <remarks><c>struct io_uring_buf_reg</c>, 40 bytes: <c>0 ring_addr  8 ring_entries  12 bgid  14 flags  16
/// resv[3]</c>.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 40)]
public struct IoUringBufferRingRegistration
{
    [FieldOffset(0)]
    public ulong RingAddress;

    [FieldOffset(8)]
    public uint EntryCount;

    [FieldOffset(12)]
    public ushort GroupId;

    [FieldOffset(14)]
    public IoUringBufferRingFlags Flags;
}

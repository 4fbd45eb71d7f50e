using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>A part of memory.</summary>
/// <remarks><c>struct iovec</c>, 16 bytes on a 64-bit machine: <c>0 iov_base  8 iov_len</c>.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct IoVector
{
    [FieldOffset(0)]
    public ulong Address;

    [FieldOffset(8)]
    public ulong Length;
}

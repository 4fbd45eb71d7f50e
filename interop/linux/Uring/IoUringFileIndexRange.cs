using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>Places of the file table that the kernel itself may give to new descriptors.</summary>
/// <remarks><c>struct io_uring_file_index_range</c>, 16 bytes: <c>0 off  4 len  8 resv</c>.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct IoUringFileIndexRange
{
    [FieldOffset(0)]
    public uint Offset;

    [FieldOffset(4)]
    public uint Length;
}

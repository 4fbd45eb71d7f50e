using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>Changes places of a table of registered files or buffers, with tags.</summary>
/// <remarks><c>struct io_uring_rsrc_update2</c>, 32 bytes: <c>0 offset  4 resv  8 data  16 tags  24 nr  28
/// resv2</c>.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 32)]
public struct IoUringResourceUpdate2
{
    [FieldOffset(0)]
    public uint Offset;

    [FieldOffset(8)]
    public ulong Data;

    [FieldOffset(16)]
    public ulong Tags;

    [FieldOffset(24)]
    public uint Count;
}

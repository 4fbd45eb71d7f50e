using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>Changes places of a table of registered files; or, for ring descriptors, names one.</summary>
/// <remarks><c>struct io_uring_rsrc_update</c>, 16 bytes: <c>0 offset  4 resv  8 data</c>.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct IoUringResourceUpdate
{
    [FieldOffset(0)]
    public uint Offset;

    [FieldOffset(8)]
    public ulong Data;
}

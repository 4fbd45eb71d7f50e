using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>Makes a table of registered files or buffers.</summary>
/// <remarks><c>struct io_uring_rsrc_register</c>, 32 bytes: <c>0 nr  4 flags  8 resv2  16 data  24 tags</c>.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 32)]
public struct IoUringResourceRegistration
{
    [FieldOffset(0)]
    public uint Count;

    [FieldOffset(4)]
    public IoUringResourceFlags Flags;

    [FieldOffset(16)]
    public ulong Data;

    [FieldOffset(24)]
    public ulong Tags;
}

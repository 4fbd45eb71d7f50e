using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>Cancels and waits.</summary>
/// <remarks><c>struct io_uring_sync_cancel_reg</c>, 64 bytes: <c>0 addr  8 fd  12 flags  16 timeout  32 opcode  40
/// pad2[3]</c>.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 64)]
public struct IoUringSyncCancel
{
    [FieldOffset(0)]
    public ulong UserData;

    [FieldOffset(8)]
    public int Descriptor;

    [FieldOffset(12)]
    public IoUringCancelFlags Flags;

    [FieldOffset(16)]
    public KernelTimeSpec Timeout;

    [FieldOffset(32)]
    public IoUringOpcode Opcode;
}

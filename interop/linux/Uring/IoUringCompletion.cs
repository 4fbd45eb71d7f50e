using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>One completion queue entry: the submission's user data, and a byte count or a negative error
/// number.</summary>
/// <remarks><c>struct io_uring_cqe</c>, 16 bytes: <c>0 user_data  8 res  12 flags</c>.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct IoUringCompletion
{
    private const int BufferIdShift = 16;

    [FieldOffset(0)]
    public ulong UserData;

    [FieldOffset(8)]
    public int Result;

    [FieldOffset(12)]
    public IoUringCompletionFlags Flags;

    /// <summary>Of the provided buffer that was used, if <see cref="IoUringCompletionFlags.Buffer"/> is set.</summary>
    public readonly ushort BufferId => (ushort)((uint)Flags >> BufferIdShift);
}

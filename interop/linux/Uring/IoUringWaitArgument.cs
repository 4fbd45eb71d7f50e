using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>The extended argument of <c>io_uring_enter</c>: a time limit for the wait.</summary>
/// <remarks><c>struct io_uring_getevents_arg</c>, 24 bytes: <c>0 sigmask  8 sigmask_sz  12 min_wait_usec  16
/// ts</c>.</remarks>
[StructLayout(LayoutKind.Explicit, Size = 24)]
public struct IoUringWaitArgument
{
    [FieldOffset(0)]
    public ulong SignalMask;

    [FieldOffset(8)]
    public uint SignalMaskSize;

    [FieldOffset(12)]
    public uint WaitMicrosecondsMin;

    /// <summary>Address of a <see cref="KernelTimeSpec"/>.</summary>
    [FieldOffset(16)]
    public ulong TimeSpec;
}

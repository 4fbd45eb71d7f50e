using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary><c>struct __kernel_timespec</c>: seconds and nanoseconds, 16 bytes on every machine.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
public struct KernelTimeSpec
{
    [FieldOffset(0)]
    public long Seconds;

    [FieldOffset(8)]
    public long Nanoseconds;
}

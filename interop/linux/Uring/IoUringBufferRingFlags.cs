namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IOU_PBUF_RING_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringBufferRingFlags : ushort
{
    None = 0,
    KernelMemory = 1 << 0,

    /// <summary>A buffer is used up part by part.</summary>
    Incremental = 1 << 1,
}

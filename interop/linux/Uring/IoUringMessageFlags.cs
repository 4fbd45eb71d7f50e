namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_MSG_RING_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringMessageFlags : uint
{
    None = 0,
    SkipCompletion = 1 << 0,
    PassFlags = 1 << 1,
}

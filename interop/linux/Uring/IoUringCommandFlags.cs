namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_URING_CMD_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringCommandFlags : uint
{
    None = 0,
    FixedBuffer = 1 << 0,
    Multishot = 1 << 1,
}

namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_TIMEOUT_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringTimeoutFlags : uint
{
    None = 0,
    Absolute = 1 << 0,
    Update = 1 << 1,
    BootTime = 1 << 2,
    RealTime = 1 << 3,
    LinkTimeoutUpdate = 1 << 4,
    TimeIsSuccess = 1 << 5,
    Multishot = 1 << 6,
}

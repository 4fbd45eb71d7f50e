namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_POLL_*</c> of io_uring.h, in the entry's length field.</summary>
[Flags]
public enum IoUringPollFlags : uint
{
    None = 0,
    Multishot = 1 << 0,
    UpdateEvents = 1 << 1,
    UpdateUserData = 1 << 2,
    Level = 1 << 3,
}

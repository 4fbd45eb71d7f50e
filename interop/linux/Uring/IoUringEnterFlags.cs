namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_ENTER_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringEnterFlags : uint
{
    None = 0,
    GetEvents = 1 << 0,
    WakeSubmissionPoll = 1 << 1,
    ExtendedArgument = 1 << 3,
}

namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_ENTER_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringEnterFlags : uint
{
    None = 0,
    GetEvents = 1 << 0,
    WakeSubmissionPoll = 1 << 1,
    WaitSubmission = 1 << 2,
    ExtendedArgument = 1 << 3,
    RegisteredRing = 1 << 4,
    AbsoluteTimer = 1 << 5,
    RegisteredArgument = 1 << 6,
    NoIoWait = 1 << 7,
}

namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_SETUP_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringSetupFlags : uint
{
    None = 0,
    IoPoll = 1 << 0,
    SubmissionPoll = 1 << 1,
    CompletionSize = 1 << 3,
    Clamp = 1 << 4,
    CooperativeTaskRun = 1 << 8,
    TaskRunFlag = 1 << 9,
    SingleIssuer = 1 << 12,
    DeferTaskRun = 1 << 13,
}

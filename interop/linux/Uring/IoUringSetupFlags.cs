namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_SETUP_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringSetupFlags : uint
{
    None = 0,
    IoPoll = 1 << 0,
    SubmissionPoll = 1 << 1,
    SubmissionPollAffinity = 1 << 2,
    CompletionSize = 1 << 3,
    Clamp = 1 << 4,
    AttachWorkers = 1 << 5,
    Disabled = 1 << 6,

    /// <summary>An entry that is refused does not hold up those after it.</summary>
    SubmitAll = 1 << 7,

    /// <summary>No interruption of a thread in user space: completions wait for its next call.</summary>
    CooperativeTaskRun = 1 << 8,

    /// <summary><see cref="IoUringRingFlags.TaskRun"/> says when a call would bring completions.</summary>
    TaskRunFlag = 1 << 9,

    /// <summary>Entries of 128 bytes, for NVMe commands through URING_CMD; ours are of 64.</summary>
    Submission128 = 1 << 10,
    Completion32 = 1 << 11,

    /// <summary>One thread alone submits and registers.</summary>
    SingleIssuer = 1 << 12,

    /// <summary>Completions are made when the issuer asks for them, and at no other time.</summary>
    DeferTaskRun = 1 << 13,
    NoMapping = 1 << 14,
    RegisteredDescriptorOnly = 1 << 15,

    /// <summary>Entries are taken in ring order, without the array of indexes.</summary>
    NoSubmissionArray = 1 << 16,
    HybridIoPoll = 1 << 17,
    MixedCompletions = 1 << 18,
}

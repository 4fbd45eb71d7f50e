namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_FEAT_*</c> of io_uring.h: what this kernel's rings can do.</summary>
[Flags]
public enum IoUringFeatures : uint
{
    None = 0,
    SingleMapping = 1 << 0,
    NoDrop = 1 << 1,
    SubmitStable = 1 << 2,
    ReadWriteCurrentPosition = 1 << 3,
    CurrentPersonality = 1 << 4,
    FastPoll = 1 << 5,
    Poll32Bits = 1 << 6,
    SubmissionPollNonFixed = 1 << 7,
    ExtendedArgument = 1 << 8,
    NativeWorkers = 1 << 9,
    ResourceTags = 1 << 10,
    SkipSuccess = 1 << 11,
    LinkedFile = 1 << 12,
    RegisteredRing = 1 << 13,
    ReceiveSendBundle = 1 << 14,
    MinimumWait = 1 << 15,
    ReadWriteAttributes = 1 << 16,
    NoIoWait = 1 << 17,
}

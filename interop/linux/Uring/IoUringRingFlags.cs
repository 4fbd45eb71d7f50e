namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_SQ_*</c> of io_uring.h: what the kernel says in the submission ring.</summary>
[Flags]
public enum IoUringRingFlags : uint
{
    None = 0,
    NeedWakeUp = 1 << 0,

    /// <summary>Completions wait outside the ring until it has room.</summary>
    CompletionOverflow = 1 << 1,

    /// <summary>A call would bring completions.</summary>
    TaskRun = 1 << 2,
}

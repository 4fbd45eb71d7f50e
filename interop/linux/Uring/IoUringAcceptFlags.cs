namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_ACCEPT_*</c> of io_uring.h, in the entry's priority field.</summary>
[Flags]
public enum IoUringAcceptFlags : ushort
{
    None = 0,

    /// <summary>One submission, a completion for each connection.</summary>
    Multishot = 1 << 0,
    DontWait = 1 << 1,
    PollFirst = 1 << 2,
}

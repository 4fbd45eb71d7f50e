namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IOSQE_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringSubmissionFlags : byte
{
    None = 0,
    FixedFile = 1 << 0,
    Drain = 1 << 1,
    Link = 1 << 2,
    HardLink = 1 << 3,
    Async = 1 << 4,
    BufferSelect = 1 << 5,
    SkipSuccess = 1 << 6,
}

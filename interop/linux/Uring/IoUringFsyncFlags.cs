namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_FSYNC_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringFsyncFlags : uint
{
    None = 0,
    DataOnly = 1 << 0,
}

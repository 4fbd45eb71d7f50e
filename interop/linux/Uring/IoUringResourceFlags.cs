namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_RSRC_REGISTER_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringResourceFlags : uint
{
    None = 0,

    /// <summary>A table of empty places.</summary>
    Sparse = 1 << 0,
}

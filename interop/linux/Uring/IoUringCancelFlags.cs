namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_ASYNC_CANCEL_*</c> of io_uring.h.</summary>
[Flags]
public enum IoUringCancelFlags : uint
{
    None = 0,

    /// <summary>Whatever matches, not only the first.</summary>
    All = 1 << 0,
    Descriptor = 1 << 1,

    /// <summary>Matches everything.</summary>
    Any = 1 << 2,
    DescriptorIsFixed = 1 << 3,
    UserData = 1 << 4,
    Opcode = 1 << 5,
}

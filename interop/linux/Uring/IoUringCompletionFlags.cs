namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_CQE_F_*</c> of io_uring.h; the upper 16 bits are a buffer id.</summary>
[Flags]
public enum IoUringCompletionFlags : uint
{
    None = 0,

    /// <summary>A provided buffer was used; its id is in the upper 16 bits.</summary>
    Buffer = 1 << 0,

    /// <summary>The submission will have further completions.</summary>
    More = 1 << 1,

    /// <summary>There is more to read in the socket.</summary>
    SocketNonEmpty = 1 << 2,

    /// <summary>Of a zero-copy send: the kernel no longer looks at the memory.</summary>
    Notification = 1 << 3,

    /// <summary>The buffer is used up in part and will be used again.</summary>
    BufferMore = 1 << 4,
}

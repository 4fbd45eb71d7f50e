using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;

namespace Basalt.Runtime.Rings;

/// <summary>What came back for an operation: one completion queue entry.</summary>
/// <param name="Result">A count, a descriptor, or a negative error number.</param>
/// <param name="Flags">As the kernel set them; the upper 16 bits are a buffer id.</param>
public readonly record struct RingCompletion(int Result, IoUringCompletionFlags Flags)
{
    private const int BufferIdShift = 16;

    public bool IsError => Result < 0;

    /// <summary>The error, or <see cref="Errno.None"/>.</summary>
    public Errno Error => Result < 0 ? (Errno)(-Result) : Errno.None;

    /// <summary>The operation stays in its slot: further completions come for it.</summary>
    public bool HasMore => (Flags & IoUringCompletionFlags.More) != 0;

    /// <summary>A provided buffer was used: whoever completes takes it with
    /// <see cref="ProvidedBufferRing.Take"/>.</summary>
    public bool HasBuffer => (Flags & IoUringCompletionFlags.Buffer) != 0;

    public ushort BufferId => (ushort)((uint)Flags >> BufferIdShift);

    /// <summary>Of a zero-copy send: the memory is ours again.</summary>
    public bool IsNotification => (Flags & IoUringCompletionFlags.Notification) != 0;

    /// <summary>The socket has more to read than was given.</summary>
    public bool IsSocketNonEmpty => (Flags & IoUringCompletionFlags.SocketNonEmpty) != 0;

    /// <summary>Cancelled: by us, or with the ring.</summary>
    internal static RingCompletion Cancelled => new(-(int)Errno.ECANCELED, IoUringCompletionFlags.None);
}

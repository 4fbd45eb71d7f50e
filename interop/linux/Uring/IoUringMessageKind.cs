namespace Basalt.Interop.Linux.Uring;

/// <summary>Commands of MSG_RING, in the entry's address field. <c>enum io_uring_msg_ring_flags</c>.</summary>
public enum IoUringMessageKind : ulong
{
    /// <summary>The target gets a completion with our length as result and our offset as user data.</summary>
    Data = 0,

    /// <summary>The target gets a registered descriptor.</summary>
    SendDescriptor = 1,
}

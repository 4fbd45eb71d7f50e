namespace Basalt.Interop.Linux.Uring;

/// <summary>What of io_uring this kernel has beyond single operations, each with the kernel that brought it.</summary>
[Flags]
public enum IoUringCapabilities
{
    None = 0,

    /// <summary>A wait with a time limit (5.11).</summary>
    TimedWait = 1 << 0,

    /// <summary>Sparse tables of registered files and buffers (5.19).</summary>
    SparseTables = 1 << 1,

    /// <summary>Accepting with one submission for many connections (5.19).</summary>
    MultishotAccept = 1 << 2,

    /// <summary>Rings of provided buffers (5.19).</summary>
    BufferRings = 1 << 3,

    /// <summary>A ring's descriptor in the thread's own table (5.18).</summary>
    RegisteredRing = 1 << 4,

    /// <summary>Receiving with one submission for many parts (6.0).</summary>
    MultishotReceive = 1 << 5,

    /// <summary>Sending without a copy (6.0).</summary>
    SendZeroCopy = 1 << 6,

    /// <summary>Completions made only when the one issuer asks (6.1).</summary>
    DeferredTaskRun = 1 << 7,

    /// <summary>Messages from ring to ring (5.18).</summary>
    RingMessages = 1 << 8,

    /// <summary>No array of indexes beside the entries (6.6).</summary>
    NoSubmissionArray = 1 << 9,

    /// <summary>Several provided buffers in one completion (6.10).</summary>
    Bundles = 1 << 10,

    /// <summary>A wait for many completions that is content with one after a while (6.12).</summary>
    MinimumWait = 1 << 11,

    /// <summary>Commands passed through to a device or socket (5.19).</summary>
    Commands = 1 << 12,
}

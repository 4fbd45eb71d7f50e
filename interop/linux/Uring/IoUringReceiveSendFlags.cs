namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_RECVSEND_*</c> and kin of io_uring.h, in the entry's priority field.</summary>
[Flags]
public enum IoUringReceiveSendFlags : ushort
{
    None = 0,
    PollFirst = 1 << 0,

    /// <summary>One submission, a completion for each part that comes.</summary>
    ReceiveMultishot = 1 << 1,
    FixedBuffer = 1 << 2,
    SendZeroCopyReportUsage = 1 << 3,
    Bundle = 1 << 4,
}

namespace Basalt.Interop.Linux.Uring;

/// <summary>What a submission asks for. <c>enum io_uring_op</c> of the kernel's io_uring.h.</summary>
public enum IoUringOpcode : byte
{
    Nop = 0,
    Readv = 1,
    Writev = 2,
    Fsync = 3,
    ReadFixed = 4,
    WriteFixed = 5,
    PollAdd = 6,
    PollRemove = 7,
    SyncFileRange = 8,
    Timeout = 11,
    TimeoutRemove = 12,
    Accept = 13,
    AsyncCancel = 14,
    Fallocate = 17,
    Close = 19,
    Read = 22,
    Write = 23,
    Send = 26,
    Recv = 27,
    MsgRing = 40,
}

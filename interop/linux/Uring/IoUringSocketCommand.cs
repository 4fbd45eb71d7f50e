namespace Basalt.Interop.Linux.Uring;

/// <summary>Commands of URING_CMD on a socket, in the low half of the offset. <c>enum io_uring_socket_op</c>.</summary>
public enum IoUringSocketCommand : uint
{
    InputQueue = 0,
    OutputQueue = 1,
    GetOption = 2,
    SetOption = 3,
    TransmitTimestamp = 4,
    GetSocketName = 5,
}

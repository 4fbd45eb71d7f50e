using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Sockets;

/// <summary>What sendmsg and recvmsg are given: an address (unused here), parts of memory, control data
/// (unused).</summary>
/// <remarks>
/// <c>struct msghdr</c>, 56 bytes on a 64-bit machine:
/// <c>0 name  8 namelen  16 iov  24 iovlen  32 control  40 controllen  48 flags</c>.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 56)]
public struct MessageHeader
{
    /// <summary>Address of an array of <see cref="Uring.IoVector"/>.</summary>
    [FieldOffset(16)]
    public ulong Vectors;

    /// <summary>How many.</summary>
    [FieldOffset(24)]
    public ulong VectorCount;
}

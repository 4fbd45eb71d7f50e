using System.Runtime.InteropServices;

using static Tmds.Linux.LibC;

namespace Basalt.Interop.Linux.Sockets;

/// <summary>What sockets can tell that System.Net.Sockets does not ask.</summary>
public static unsafe class SocketCalls
{
    /// <summary>SIOCOUTQ of sockios.h: bytes that the peer has not acknowledged, or for Unix sockets not
    /// read.</summary>
    private const int UnacknowledgedRequest = 0x5411;

    /// <summary>Bytes given to the kernel that have not arrived; 0 if it does not say.</summary>
    public static int UnacknowledgedSize(SafeHandle socket)
    {
        using var held = new HeldHandle(socket);
        var size = 0;

        // SAFETY: the kernel writes one int into this frame.
        return ioctl(held.Descriptor, UnacknowledgedRequest, &size) < 0 ? 0 : size;
    }
}

using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

using Tmds.Linux;

using static Tmds.Linux.LibC;

namespace Basalt.Interop.Linux.Sockets;

/// <summary>
/// The socket calls of a transport's set-up: an <see cref="Errno"/> comes back, nothing is retried and nothing decided.
/// Addresses are the kernel's own bytes, as <see cref="EndPoint.Serialize"/> makes them.
/// </summary>
public static unsafe class SocketCalls
{
    /// <summary>The largest address there is: <c>struct sockaddr_storage</c>.</summary>
    private const int AddressSizeMax = 128;

    /// <summary>SIOCOUTQ of sockios.h: bytes that the peer has not acknowledged, or for Unix sockets not
    /// read.</summary>
    private const int UnacknowledgedRequest = 0x5411;

    /// <summary>Makes a stream socket that is closed on exec and does not block.</summary>
    public static Errno TryCreate(AddressFamily family, out SafeFileHandle handle)
    {
        var domain = family switch
        {
            AddressFamily.InterNetwork => AF_INET,
            AddressFamily.InterNetworkV6 => AF_INET6,
            AddressFamily.Unix => AF_UNIX,
            _ => AF_UNSPEC,
        };
        var descriptor = socket(domain, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        handle = descriptor < 0 ? new SafeFileHandle() : new SafeFileHandle(descriptor, ownsHandle: true);
        return descriptor < 0 ? (Errno)errno : Errno.None;
    }

    public static Errno Bind(SafeFileHandle handle, SocketAddress address)
    {
        using var held = new HeldHandle(handle);
        fixed (byte* bytes = address.Buffer.Span)
        {
            // SAFETY: pinned for the call, and the kernel reads no more than the size.
            return Check(bind(held.Descriptor, (sockaddr*)bytes, (uint)address.Size));
        }
    }

    /// <param name="handle">A bound socket.</param>
    /// <param name="backlog">Connections that may wait to be accepted; the kernel cuts it to somaxconn.</param>
    public static Errno Listen(SafeFileHandle handle, int backlog)
    {
        using var held = new HeldHandle(handle);
        return Check(listen(held.Descriptor, backlog));
    }

    /// <summary>Sets an option whose value is a number.</summary>
    public static Errno SetOption(SafeFileHandle handle, SocketOption option, int value)
    {
        using var held = new HeldHandle(handle);
        var (level, name) = Name(option);

        // SAFETY: four bytes of this frame, read within the call.
        return Check(setsockopt(held.Descriptor, level, name, &value, sizeof(int)));
    }

    public static Errno GetOption(SafeFileHandle handle, SocketOption option, out int value)
    {
        using var held = new HeldHandle(handle);
        var (level, name) = Name(option);
        int read;
        socklen_t size = sizeof(int);

        // SAFETY: four bytes of this frame, written within the call.
        var error = Check(getsockopt(held.Descriptor, level, name, &read, &size));
        value = error == Errno.None ? read : 0;
        return error;
    }

    /// <summary>The address of this end.</summary>
    public static Errno GetSocketName(SafeFileHandle handle, AddressFamily family, out SocketAddress address)
    {
        using var held = new HeldHandle(handle);
        address = new SocketAddress(family, AddressSizeMax);
        fixed (byte* bytes = address.Buffer.Span)
        {
            socklen_t size = AddressSizeMax;

            // SAFETY: pinned for the call, and the kernel writes no more than the size.
            var error = Check(getsockname(held.Descriptor, (sockaddr*)bytes, &size));
            return Cut(address, size, error);
        }
    }

    /// <summary>The address of the other end; <see cref="Errno.ENOTCONN"/> if it has gone.</summary>
    public static Errno GetPeerName(SafeFileHandle handle, AddressFamily family, out SocketAddress address)
    {
        using var held = new HeldHandle(handle);
        address = new SocketAddress(family, AddressSizeMax);
        fixed (byte* bytes = address.Buffer.Span)
        {
            socklen_t size = AddressSizeMax;

            // SAFETY: pinned for the call, and the kernel writes no more than the size.
            var error = Check(getpeername(held.Descriptor, (sockaddr*)bytes, &size));
            return Cut(address, size, error);
        }
    }

    /// <summary>Ends one direction, or both, while the descriptor stays open.</summary>
    public static Errno Shutdown(SafeFileHandle handle, SocketShutdown how)
    {
        using var held = new HeldHandle(handle);

        // The values of .NET's enum are those of SHUT_RD, SHUT_WR and SHUT_RDWR.
        return Check(shutdown(held.Descriptor, (int)how));
    }

    /// <summary>Makes closing a reset: nothing that waits is sent, the peer is told at once (SO_LINGER of
    /// socket(7)).</summary>
    public static Errno ResetOnClose(SafeFileHandle handle)
    {
        using var held = new HeldHandle(handle);
        var linger = stackalloc int[2] { 1, 0 };

        // SAFETY: struct linger is two ints, read within the call.
        return Check(setsockopt(held.Descriptor, SOL_SOCKET, SO_LINGER, linger, 2 * sizeof(int)));
    }

    /// <summary>Bytes given to the kernel that have not arrived; 0 if it does not say.</summary>
    public static int UnacknowledgedSize(SafeHandle socket)
    {
        using var held = new HeldHandle(socket);
        var size = 0;

        // SAFETY: the kernel writes one int into this frame.
        return ioctl(held.Descriptor, UnacknowledgedRequest, &size) < 0 ? 0 : size;
    }

    private static (int Level, int Name) Name(SocketOption option) => option switch
    {
        SocketOption.ReuseAddress => (SOL_SOCKET, SO_REUSEADDR),
        SocketOption.ReusePort => (SOL_SOCKET, SO_REUSEPORT),
        SocketOption.KeepAlive => (SOL_SOCKET, SO_KEEPALIVE),
        SocketOption.SendBufferSize => (SOL_SOCKET, SO_SNDBUF),
        SocketOption.ReceiveBufferSize => (SOL_SOCKET, SO_RCVBUF),
        SocketOption.Error => (SOL_SOCKET, SO_ERROR),
        SocketOption.IncomingCpu => (SOL_SOCKET, SO_INCOMING_CPU),
        SocketOption.NoDelay => (IPPROTO_TCP, TCP_NODELAY),
        SocketOption.DeferAccept => (IPPROTO_TCP, TCP_DEFER_ACCEPT),
        SocketOption.UserTimeoutMs => (IPPROTO_TCP, TCP_USER_TIMEOUT),
        SocketOption.IPv6Only => (IPPROTO_IPV6, IPV6_V6ONLY),
    };

    private static Errno Check(int result) => result == 0 ? Errno.None : (Errno)errno;

    private static Errno Cut(SocketAddress address, socklen_t size, Errno error)
    {
        if (error == Errno.None) address.Size = (int)Math.Min((uint)size, AddressSizeMax);
        return error;
    }
}

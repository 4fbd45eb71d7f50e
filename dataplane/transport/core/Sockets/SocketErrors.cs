using System.Net.Sockets;

using Basalt.Interop.Linux;

namespace Basalt.Transport.Sockets;

/// <summary>What errors of accepting mean.</summary>
internal static class SocketErrors
{
    /// <summary>Whether only the connection that was to be accepted has failed, or none was there: the next may be
    /// taken at once (accept(2), "Error handling").</summary>
    public static bool IsOfOne(SocketError error) => error is SocketError.ConnectionAborted
        or SocketError.ConnectionReset or SocketError.Interrupted or SocketError.WouldBlock or SocketError.TryAgain
        or SocketError.NetworkDown or SocketError.NetworkUnreachable or SocketError.HostDown
        or SocketError.HostUnreachable or SocketError.ProtocolOption or SocketError.OperationNotSupported
        or SocketError.TimedOut;

    /// <inheritdoc cref="IsOfOne(SocketError)"/>
    public static bool IsOfOne(Errno error) => error is Errno.ECONNABORTED or Errno.ECONNRESET or Errno.EINTR
        or Errno.EAGAIN or Errno.ECANCELED or Errno.EPROTO or Errno.ENETDOWN or Errno.ENETUNREACH or Errno.EHOSTDOWN
        or Errno.EHOSTUNREACH or Errno.ENOPROTOOPT or Errno.EOPNOTSUPP or Errno.ETIMEDOUT;
}

namespace Basalt.Transport;

/// <summary>Why a connection ended. Each is counted.</summary>
public enum ConnectionEnd
{
    /// <summary>It lives.</summary>
    None,

    /// <summary>In good order, by the handler's return.</summary>
    Closed,

    /// <summary>The peer reset it, or the way to the peer is gone.</summary>
    Reset,

    /// <summary>The handler aborted it.</summary>
    Aborted,

    /// <summary>The handler threw.</summary>
    HandlerFailed,

    /// <summary>TLS, within the handshake or after it, or the PROXY header was not what it must be.</summary>
    HandshakeFailed,

    /// <summary>See <see cref="TransportLimits.HandshakeTimeMax"/>.</summary>
    HandshakeTimeout,

    /// <summary>See <see cref="TransportLimits.HeadTimeMax"/>.</summary>
    HeadTimeout,

    /// <summary>See <see cref="TransportLimits.IdleTimeMax"/>. The handler sees the end of its input.</summary>
    IdleTimeout,

    /// <summary>The peer sends slower than <see cref="TransportLimits.RateMin"/>.</summary>
    SlowSender,

    /// <summary>The peer reads slower than <see cref="TransportLimits.RateMin"/>.</summary>
    SlowReader,

    /// <summary>The listener stopped: idle then, or not done when the time to drain was over.</summary>
    Stopped,

    /// <summary>An address behind a trusted proxy has too many connections already.</summary>
    Refused,
}

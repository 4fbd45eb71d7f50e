namespace Basalt.Transport;

/// <summary>What a handler waits for from its peer. Each has its limit in <see cref="TransportLimits"/>.</summary>
public enum ConnectionPhase
{
    /// <summary>TLS handshake or PROXY header: <see cref="TransportLimits.HandshakeTimeMax"/> in all.</summary>
    Handshake,

    /// <summary>The head of a request: <see cref="TransportLimits.HeadTimeMax"/> in all, however it trickles.</summary>
    Head,

    /// <summary>A body: <see cref="TransportLimits.RateMin"/> while a read waits.</summary>
    Body,

    /// <summary>The next request, not begun: <see cref="TransportLimits.IdleTimeMax"/>, and ended first when the
    /// listener stops.</summary>
    Idle,

    /// <summary>Nothing: the handler works.</summary>
    Working,

    /// <summary>The peer's end, after the handler's: <see cref="TransportLimits.LingerTimeMax"/>.</summary>
    Closing,
}

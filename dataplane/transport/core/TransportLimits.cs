namespace Basalt.Transport;

/// <summary>All limits of a listener and its connections. Sizes are bytes.</summary>
public sealed record TransportLimits
{
    /// <summary>Connections of all listeners that share a <see cref="ConnectionGate"/>.</summary>
    public int ConnectionsMax { get; init; } = 20_000;

    /// <summary>Connections of one address: an IPv4 address, or the upper 64 bits of an IPv6 address. Unix sockets
    /// have none.</summary>
    public int ConnectionsPerAddressMax { get; init; } = 2_000;

    /// <summary>Connections that the kernel holds until they are accepted.</summary>
    public int BacklogLength { get; init; } = 4_096;

    /// <summary>Received and not consumed: from here on the peer is made to wait.</summary>
    public int ReceivePauseSize { get; init; } = 256 * 1024;

    /// <summary>Received and not consumed: here the peer may go on.</summary>
    public int ReceiveResumeSize { get; init; } = 128 * 1024;

    /// <summary>What a handler may leave unconsumed while it asks for more; past this the read fails.</summary>
    public int ReceiveHeldSizeMax { get; init; } = 1024 * 1024;

    /// <summary>What one connection is given to read in one turn of its shard, before the others have had theirs; the
    /// rest comes in the next.</summary>
    public int TurnReceiveSizeMax { get; init; } = 64 * 1024;

    /// <summary>What one connection may flush in one turn of its shard; the next flush ends in the next.</summary>
    public int TurnSendSizeMax { get; init; } = 256 * 1024;

    /// <summary>Flushed and not sent: from here on FlushAsync waits.</summary>
    public int SendPauseSize { get; init; } = 256 * 1024;

    /// <summary>Flushed and not sent: here a waiting FlushAsync goes on.</summary>
    public int SendResumeSize { get; init; } = 128 * 1024;

    /// <summary>Memory that a listener's connections share for what waits in pipes. When it is in use the heap gives
    /// more, but each pipe pauses at <see cref="ScarceSize"/>.</summary>
    public long SharedSendSize { get; init; } = 64L * 1024 * 1024;

    /// <summary>Received and not consumed, or flushed and not sent: from here on the peer, or the handler, waits while
    /// the shared memory is all in use.</summary>
    public int ScarceSize { get; init; } = 16 * 1024;

    /// <summary>Bytes per second that a peer must send while a body is awaited, and read while an answer waits. 0: any
    /// pace.</summary>
    public int RateMin { get; init; } = 240;

    /// <summary>The pace is looked at over stretches of this length, counted while the peer is awaited.</summary>
    public TimeSpan RateGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For TLS and PROXY header each.</summary>
    public TimeSpan HandshakeTimeMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the first wait for a head to its end.</summary>
    public TimeSpan HeadTimeMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Between two requests.</summary>
    public TimeSpan IdleTimeMax { get; init; } = TimeSpan.FromSeconds(130);

    /// <summary>For the peer's half-close after ours; what it sends meanwhile is read and dropped.</summary>
    public TimeSpan LingerTimeMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often times and paces are looked at, and so how late a limit may be found.</summary>
    public TimeSpan TickTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Descriptors that connections leave to the rest of the process, whose threads and files end it if they
    /// find none; a quarter of RLIMIT_NOFILE if that is less.</summary>
    public int DescriptorReserve { get; init; } = 64;

    /// <summary>Until accepting is tried again after the process was short of descriptors or memory.</summary>
    public TimeSpan AcceptRetryTime { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>From one warning of such a shortage to the next.</summary>
    public TimeSpan AcceptWarningTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>TLS handshakes under way at once on one listener; further connections wait within their handshake
    /// time.</summary>
    public int HandshakesMax { get; init; } = 256;
}

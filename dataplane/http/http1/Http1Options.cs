using System.Net;

using Basalt.Transport;
using Basalt.Transport.Tls;

namespace Basalt.Http.Http1;

/// <summary>Where the front listens and how.</summary>
public sealed record Http1Options
{
    /// <summary>Port 0: any free one; <see cref="Http1Front.EndPoint"/> says which.</summary>
    public required EndPoint Address { get; init; }

    /// <summary>Null: no TLS.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Told of an exception that escaped the handler, with the request's id and method; its connection is
    /// cut. On the shard.</summary>
    public Action<Exception, string, string> OnHandlerFailed { get; init; } = static (_, _, _) => { };

    /// <summary>Told what an operator must know. Any thread.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    /// <summary>What holds for connections: <see cref="HttpLimits"/> in the transport's terms.</summary>
    public TransportLimits Limits { get; init; } = new()
    {
        ConnectionsMax = HttpLimits.ConnectionCountMax,
        ConnectionsPerAddressMax = HttpLimits.ConnectionsPerAddressMax,
        ReceivePauseSize = HttpLimits.RequestBufferSizeMax,
        ReceiveResumeSize = HttpLimits.RequestBufferSizeMax / 2,
        SendPauseSize = HttpLimits.ResponseBufferSizeMax,
        SendResumeSize = HttpLimits.ResponseBufferSizeMax / 2,
        RateMin = HttpLimits.BodyRateMin,
        RateGrace = HttpLimits.StalledBodyTimeMax,
        IdleTimeMax = HttpLimits.KeepAliveMax,

        // The front answers a late head itself; this ends whoever does not even take that answer.
        HeadTimeMax = HttpLimits.HeadersTimeMax * 2,
    };
}

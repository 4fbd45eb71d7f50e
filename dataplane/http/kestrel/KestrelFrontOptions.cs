using System.Net;

namespace Basalt.Http.Kestrel;

/// <summary>Where the front listens and how.</summary>
public sealed record KestrelFrontOptions
{
    public required IPAddress Address { get; init; }

    /// <summary>0: any free port; <see cref="KestrelFront.EndPoint"/> says which.</summary>
    public required int Port { get; init; }

    /// <summary>PEM file with the certificate and its chain; null: no TLS.</summary>
    public string? TlsCertificatePath { get; init; }

    /// <summary>PEM file with the certificate's private key.</summary>
    public string? TlsKeyPath { get; init; }
}

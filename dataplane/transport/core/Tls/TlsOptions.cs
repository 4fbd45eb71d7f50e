using System.Net.Security;

namespace Basalt.Transport.Tls;

/// <summary>How a listener does TLS 1.2 and 1.3.</summary>
/// <param name="Certificate">Who we are.</param>
public sealed record TlsOptions(TlsCertificate Certificate)
{
    /// <summary>Application protocols for ALPN, the best first; empty: none is negotiated.</summary>
    public IReadOnlyList<string> Applications { get; init; } = [];

    /// <summary>Asks clients for a certificate and judges it; null: none is asked for.</summary>
    public RemoteCertificateValidationCallback? ClientCertificate { get; init; }
}

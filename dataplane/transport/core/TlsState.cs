using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Basalt.Transport;

/// <summary>What a TLS handshake agreed on.</summary>
/// <param name="Version">TLS 1.2 or 1.3.</param>
/// <param name="Application">The protocol chosen by ALPN; empty if the client asked for none.</param>
/// <param name="HostName">The name the client asked for (SNI); empty if none.</param>
/// <param name="ClientCertificate">Null unless one was asked for and given.</param>
public sealed record TlsState(
    SslProtocols Version, string Application, string HostName, X509Certificate2? ClientCertificate);

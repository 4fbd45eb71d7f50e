using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Basalt.Tests.Conformance.Lifecycle;

/// <summary>Trusts one authority and no other.</summary>
internal static class AuthorityTrust
{
    public static SocketsHttpHandler CreateHandler(string authorityPath)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(authorityPath));
        return new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy },
        };
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Basalt.Control.Host.Configuration;
using Basalt.Control.Host.Data;
using Basalt.Control.Host.Tls;

namespace Basalt.Control.Host.Up;

/// <summary>The certificate that control and node present, if they speak TLS.</summary>
internal static class Certificates
{
    /// <summary>Null without TLS. With a self-signed one the settings name its files afterwards, for the
    /// node.</summary>
    public static X509Certificate2? Load(ref Settings settings, DataDirectory data)
    {
        if (settings.IsTlsSelfSigned)
        {
            var made = SelfSigned.Ensure(data, settings.PublicHost, settings.Bind, TimeProvider.System);
            settings = settings with { TlsCertificatePath = made.CertificatePath, TlsKeyPath = made.KeyPath };
        }

        if (settings is not { TlsCertificatePath: { } certificate, TlsKeyPath: { } key }) return null;
        try
        {
            return X509Certificate2.CreateFromPemFile(certificate, key);
        }
        catch (Exception error) when (error is IOException or CryptographicException or UnauthorizedAccessException)
        {
            throw new ConfigException($"tls.certificate {certificate}, tls.key {key}: cannot be used: {error.Message}");
        }
    }
}

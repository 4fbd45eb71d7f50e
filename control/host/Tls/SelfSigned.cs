using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Basalt.Control.Host.Data;

namespace Basalt.Control.Host.Tls;

/// <summary>
/// An authority of the cloud's own (DATA/ca.pem) and a server certificate signed by it, both ECDSA P-256.
/// </summary>
/// <remarks>The authority's key is used once and never written: nobody can make further certificates with it. A new
/// name
/// or an ending certificate makes a new authority.</remarks>
internal static class SelfSigned
{
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(825);

    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    public static (string CertificatePath, string KeyPath) Ensure(
        DataDirectory data, string publicHost, IPAddress bind, TimeProvider time)
    {
        OwnerFile.CreateDirectory(data.TlsPath);
        var certificatePath = Path.Combine(data.TlsPath, "server.pem");
        var keyPath = Path.Combine(data.TlsPath, "server-key.pem");
        var namesPath = Path.Combine(data.TlsPath, "names");
        var names = Names(publicHost, bind);
        var now = time.GetUtcNow();
        if (IsGood([certificatePath, keyPath, data.AuthorityPath], namesPath, names, now))
            return (certificatePath, keyPath);

        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = MakeAuthority(authorityKey, now);
        using var serverKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var server = MakeServer(serverKey, names, authority, now);
        Write(data.AuthorityPath, authority.ExportCertificatePem());
        Write(keyPath, serverKey.ExportPkcs8PrivateKeyPem());
        Write(certificatePath, server.ExportCertificatePem());
        Write(namesPath, string.Join('\n', names));
        return (certificatePath, keyPath);
    }

    private static List<string> Names(string publicHost, IPAddress bind)
    {
        var names = new List<string> { publicHost.Trim('[', ']'), "localhost", "127.0.0.1", "::1", Dns.GetHostName() };
        if (!bind.Equals(IPAddress.Any) && !bind.Equals(IPAddress.IPv6Any)) names.Add(bind.ToString());
        else names.AddRange(LocalAddresses());
        return [.. names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
    }

    /// <summary>Bound to every address, it may be called by any of them.</summary>
    private static IEnumerable<string> LocalAddresses() => System.Net.NetworkInformation.NetworkInterface
        .GetAllNetworkInterfaces()
        .SelectMany(link => link.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .Where(address => !address.IsIPv6LinkLocal)
        .Select(address => address.ToString());

    /// <param name="files">The server's certificate first.</param>
    /// <param name="namesPath">The names it was made for.</param>
    /// <param name="names">The names it has to have.</param>
    /// <param name="now">It must last a while yet.</param>
    private static bool IsGood(string[] files, string namesPath, List<string> names, DateTimeOffset now)
    {
        if (!files.All(File.Exists)) return false;
        if (!File.Exists(namesPath) || File.ReadAllText(namesPath).TrimEnd() != string.Join('\n', names)) return false;
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(files[0]));
        return certificate.NotAfter.ToUniversalTime() > (now + RenewBefore).UtcDateTime;
    }

    private static X509Certificate2 MakeAuthority(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=Basalt authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        const X509KeyUsageFlags uses = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;
        request.CertificateExtensions.Add(new X509KeyUsageExtension(uses, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(now.AddHours(-1), now + AuthorityLife);
    }

    private static X509Certificate2 MakeServer(
        ECDsa key, List<string> names, X509Certificate2 authority, DateTimeOffset now)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address)) alternatives.AddIpAddress(address);
            else alternatives.AddDnsName(name);
        }

        var request = new CertificateRequest("CN=Basalt", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        // Server authentication (RFC 5280 section 4.2.1.12).
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var serial = RandomNumberGenerator.GetBytes(16);
        return request.Create(authority, now.AddHours(-1), authority.NotAfter, serial);
    }

    private static void Write(string path, string text)
        => OwnerFile.Write(path, Encoding.ASCII.GetBytes(text.TrimEnd('\n') + "\n"));
}

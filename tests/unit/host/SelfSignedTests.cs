using System.Net;
using System.Security.Cryptography.X509Certificates;
using Basalt.Control.Host.Data;
using Basalt.Control.Host.Tls;
using Xunit;

namespace Basalt.Tests.Unit.Host;

public sealed class SelfSignedTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("basalt-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void The_authority_vouches_for_every_name_clients_may_use()
    {
        var data = new DataDirectory(_directory.FullName);

        var (certificatePath, keyPath) = Ensure(data, "cloud.example.net");

        using var certificate = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        Assert.True(certificate.MatchesHostname("cloud.example.net"));
        Assert.True(certificate.MatchesHostname("192.0.2.1"));
        Assert.True(certificate.MatchesHostname("127.0.0.1"));
        Assert.True(certificate.MatchesHostname("localhost"));
        using var authority = X509CertificateLoader.LoadCertificateFromFile(data.AuthorityPath);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        Assert.True(chain.Build(certificate));
    }

    [Fact]
    public void The_second_start_keeps_what_clients_trust_already()
    {
        var data = new DataDirectory(_directory.FullName);
        Ensure(data, "cloud.example.net");
        var authority = File.ReadAllText(data.AuthorityPath);

        Ensure(data, "cloud.example.net");

        Assert.Equal(authority, File.ReadAllText(data.AuthorityPath));
    }

    [Fact]
    public void A_new_name_makes_a_new_certificate()
    {
        var data = new DataDirectory(_directory.FullName);
        Ensure(data, "old.example.net");

        var (certificatePath, keyPath) = Ensure(data, "new.example.net");

        using var certificate = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
        Assert.True(certificate.MatchesHostname("new.example.net"));
    }

    private static (string CertificatePath, string KeyPath) Ensure(DataDirectory data, string host)
        => SelfSigned.Ensure(data, host, IPAddress.Parse("192.0.2.1"), TimeProvider.System);
}

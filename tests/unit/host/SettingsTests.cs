using System.Collections;
using Basalt.Control.Host.Configuration;
using Basalt.Engine;
using Xunit;

namespace Basalt.Tests.Unit.Host;

public sealed class SettingsTests
{
    [Fact]
    public void The_port_offset_moves_every_port_but_zero()
    {
        var settings = Read((ConfigKeys.PortOffset, "1000"), (ConfigKeys.ObjectPort, "0"));

        Assert.Equal(6000, settings.IdentityPort);
        Assert.Equal(10464, settings.MonitorControlPort);
        Assert.Equal(0, settings.ObjectPort);
    }

    [Fact]
    public void A_port_moved_past_the_last_is_refused()
        => Assert.Throws<ConfigException>(() => Read((ConfigKeys.PortOffset, "60000")));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("192.0.2.1")]
    [InlineData("::")]
    public void Plain_http_on_another_address_than_loopback_is_refused(string address)
    {
        var error = Assert.Throws<ConfigException>(() => Read((ConfigKeys.Bind, address)));

        Assert.Contains("--insecure-http", error.Message, StringComparison.Ordinal);
        Assert.Contains("--tls-self-signed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_can_be_insisted_on()
        => Assert.Equal("http", Read((ConfigKeys.Bind, "192.0.2.1"), (ConfigKeys.InsecureHttp, "true")).Scheme);

    [Fact]
    public void A_self_signed_certificate_is_tls()
        => Assert.Equal("https", Read((ConfigKeys.Bind, "192.0.2.1"), (ConfigKeys.TlsSelfSigned, "true")).Scheme);

    [Fact]
    public void A_certificate_without_its_key_is_refused()
        => Assert.Throws<ConfigException>(() => Read((ConfigKeys.TlsCertificate, "a.pem")));

    [Fact]
    public void Clients_are_given_the_bind_address_in_a_form_that_fits_a_url()
    {
        Assert.Equal("127.0.0.1", Read().PublicHost);
        Assert.Equal("[::1]", Read((ConfigKeys.Bind, "::1")).PublicHost);
        Assert.Equal("cloud.example.net", Read((ConfigKeys.PublicHost, "cloud.example.net")).PublicHost);
    }

    [Fact]
    public void A_pool_size_that_no_node_takes_is_refused_with_what_would_be_right()
    {
        Assert.Equal(Settings.PoolSizeMin, new PoolOptions().SizeMin);
        var error = Assert.Throws<ConfigException>(() => Read((ConfigKeys.PoolSize, "100MiB")));

        Assert.Equal(
            "--pool-size: pool.size (--pool-size) is 100MiB, but a pool has at least 224 MiB", error.Message);
        Assert.Equal(Settings.PoolSizeMin, Read((ConfigKeys.PoolSize, "224MiB")).PoolSize);
        Assert.Equal(0, Read((ConfigKeys.PoolSize, "0")).PoolSize);
    }

    [Fact]
    public void A_database_server_needs_to_be_named_and_never_with_its_password()
    {
        const string Connection = "Host=db;Username=basalt";
        var engine = (ConfigKeys.DatabaseEngine, "postgresql");

        Assert.Equal(Connection, Read(engine, (ConfigKeys.DatabaseConnection, Connection)).Database.Connection);
        Assert.Throws<ConfigException>(() => Read(engine));
        Assert.Throws<ConfigException>(() => Read((ConfigKeys.DatabaseConnection, Connection)));
        var error = Assert.Throws<ConfigException>(
            () => Read(engine, (ConfigKeys.DatabaseConnection, Connection + "; Password = hush")));
        Assert.Contains("database.password_file", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_file_that_others_can_read_is_refused()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, "hush\n");
        var database = new DatabaseSettings("postgresql", "Host=db", path);

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal("hush", database.ReadPassword());
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Throws<ConfigException>(database.ReadPassword);
        File.Delete(path);
        Assert.Throws<ConfigException>(database.ReadPassword);
    }

    private static Settings Read(params (ConfigKey Key, string Text)[] flags) => Settings.From(
        ConfigReader.Read(
            null,
            new Hashtable(),
            flags.ToDictionary(pair => pair.Key, pair => new ConfigValue(pair.Text, pair.Key.Flag))),
        "/tmp/cloud");
}

using System.Net;
using Basalt.Control.Contracts;
using Basalt.Tests.Unit.ControlPlane.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class BootstrapTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("basalt-bootstrap-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_second_start_finds_everything_again()
    {
        BootstrapResult first;
        string token;
        await using (var host = await IdentityHost.StartAsync(_directory))
        {
            first = host.Admin;
            token = await host.AdminTokenAsync();
        }

        await using var again = await IdentityHost.StartAsync(_directory);

        Assert.True(first.IsNew);
        Assert.Equal(first with { IsNew = false }, again.Admin);
        Assert.Equal(HttpStatusCode.OK, (await again.SendAsync("GET", "/v3/auth/projects", token)).Status);
        var (_, services) = await again.SendAsync("GET", "/v3/services", token);
        Assert.Equal(2, services!["services"]!.AsArray().Count);
        var (_, endpoints) = await again.SendAsync("GET", "/v3/endpoints?interface=public", token);
        Assert.Equal(
            [again.Client.BaseAddress + "v3", "http://127.0.0.1:8080/v1/AUTH_%(project_id)s"],
            endpoints!["endpoints"]!.AsArray().Select(endpoint => (string?)endpoint!["url"])
                .OrderByDescending(url => url!.EndsWith("/v3", StringComparison.Ordinal)));
    }

    [Fact, Trait("Store", "sqlite")]
    public async Task No_secret_is_in_the_database_in_the_clear()
    {
        TestStore.Demand("sqlite");
        string secret;
        await using (var host = await IdentityHost.StartAsync(_directory))
            secret = host.Admin.Ec2SecretKey;
        SqliteConnection.ClearAllPools();

        foreach (var file in Directory.GetFiles(_directory, "control.db*"))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(
                file, TestContext.Current.CancellationToken));
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain(IdentityHost.AdminPassword, text, StringComparison.Ordinal);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Every_change_raises_the_revision_and_reading_does_not()
    {
        await using var host = await IdentityHost.StartAsync(_directory);
        var people = await People.MakeAsync(host);
        var revision = host.Services.GetRequiredService<IIdentityRevision>();
        var before = await revision.ReadAsync(TestContext.Current.CancellationToken);

        await host.SendAsync("GET", "/v3/users", people.AdminToken);
        Assert.Equal(before, await revision.ReadAsync(TestContext.Current.CancellationToken));
        await host.SendAsync("DELETE", "/v3/auth/tokens", people.AdminToken, subject: people.AliceToken);

        Assert.Equal(before + 1, await revision.ReadAsync(TestContext.Current.CancellationToken));
    }
}

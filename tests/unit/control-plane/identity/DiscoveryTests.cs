using System.Net;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task The_root_answers_300_with_the_one_version()
    {
        var host = await IdentityHost.SharedAsync();

        var (status, body) = await host.SendAsync("GET", "/", null);

        Assert.Equal(HttpStatusCode.MultipleChoices, status);
        var version = body!["versions"]!["values"]![0]!;
        Assert.Equal("v3.14", (string?)version["id"]);
        Assert.Equal(new Uri(host.Client.BaseAddress!, "v3/").ToString(), (string?)version["links"]![0]!["href"]);
    }

    [Theory]
    [InlineData("/v3")]
    [InlineData("/v3/")]
    public async Task The_version_answers_itself(string path)
    {
        var host = await IdentityHost.SharedAsync();

        var (status, body) = await host.SendAsync("GET", path, null);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("stable", (string?)body!["version"]!["status"]);
        Assert.Equal(
            "application/vnd.openstack.identity-v3+json", (string?)body["version"]!["media-types"]![0]!["type"]);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class LogInTests
{
    [Fact]
    public async Task A_project_scoped_token_has_roles_and_a_filled_in_catalog()
    {
        await using var host = await IdentityHost.StartAsync();

        var (_, token) = await host.LogInAsync(
            host.Admin.AdminUserId, IdentityHost.AdminPassword, IdentityHost.ProjectScope(host.Admin.ProjectId));

        Assert.Equal("admin", (string?)token["project"]!["name"]);
        Assert.Equal(
            ["admin", "manager", "member", "reader"], token["roles"]!.AsArray().Select(role => (string?)role!["name"]));
        var swift = token["catalog"]!.AsArray().Single(service => (string?)service!["type"] == "object-store");
        Assert.Equal(3, swift!["endpoints"]!.AsArray().Count);
        Assert.Equal(
            $"http://127.0.0.1:8080/v1/AUTH_{host.Admin.ProjectId}", (string?)swift["endpoints"]![0]!["url"]);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class LogInTests
{
    [Fact]
    public async Task A_project_scoped_token_has_roles_and_a_filled_in_catalog()
    {
        var host = await IdentityHost.SharedAsync();

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

    [Fact]
    public async Task A_user_and_its_project_are_found_by_name()
    {
        var host = await IdentityHost.SharedAsync();
        var body = JsonNode.Parse(
            """
            {"auth": {"identity": {"methods": ["password"], "password": {"user":
              {"name": "admin", "domain": {"name": "Default"}, "password": "?"}}},
              "scope": {"project": {"name": "admin", "domain": {"id": "default"}}}}}
            """)!;
        body["auth"]!["identity"]!["password"]!["user"]!["password"] = IdentityHost.AdminPassword;

        var response = await host.PostAuthAsync(body);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task An_unscoped_token_has_neither_roles_nor_catalog()
    {
        var host = await IdentityHost.SharedAsync();

        var (text, token) = await host.LogInAsync(host.Admin.AdminUserId, IdentityHost.AdminPassword);

        Assert.Null(token["roles"]);
        Assert.Null(token["catalog"]);
        Assert.Null(token["project"]);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.SendAsync("GET", "/v3/auth/catalog", text)).Status);
    }

    [Fact]
    public async Task A_system_scoped_token_says_so()
    {
        var host = await IdentityHost.SharedAsync();

        var (_, token) = await host.LogInAsync(
            host.Admin.AdminUserId, IdentityHost.AdminPassword, IdentityHost.SystemScope());

        Assert.True((bool)token["system"]!["all"]!);
        Assert.Equal("identity", (string?)Assert.Single(token["catalog"]!.AsArray())!["type"]);
    }

    [Fact]
    public async Task The_default_project_is_taken_when_no_scope_is_asked_for()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var patch = new JsonObject { ["user"] = new JsonObject { ["default_project_id"] = people.ProjectId } };
        await host.SendAsync("PATCH", $"/v3/users/{people.AliceId}", people.AdminToken, patch);
        await host.SendAsync("PATCH", $"/v3/users/{people.BobId}", people.AdminToken, patch);

        var alice = (await host.LogInAsync(people.AliceId, People.Password)).Body;
        var bob = (await host.LogInAsync(people.BobId, People.Password)).Body;
        var explicitly = (await host.LogInAsync(people.AliceId, People.Password, JsonValue.Create("unscoped"))).Body;

        Assert.Equal(people.ProjectId, (string?)alice["project"]!["id"]);
        Assert.Null(bob["project"]);
        Assert.Null(explicitly["project"]);
    }

    [Fact]
    public async Task Every_failure_is_the_same_401()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        JsonNode[] requests =
        [
            IdentityHost.PasswordAuth(people.AliceId, "wrong"),
            IdentityHost.PasswordAuth(people.AliceId, ""),
            IdentityHost.PasswordAuth("nobody", People.Password),
            IdentityHost.PasswordAuth(people.BobId, People.Password, IdentityHost.ProjectScope(people.ProjectId)),
            IdentityHost.PasswordAuth(people.AliceId, People.Password, IdentityHost.ProjectScope("nowhere")),
            IdentityHost.PasswordAuth(people.AliceId, People.Password, IdentityHost.DomainScope(people.DomainId)),
            IdentityHost.PasswordAuth(people.AliceId, People.Password, IdentityHost.SystemScope()),
            IdentityHost.TokenAuth("garbled"),
        ];
        var answers = new HashSet<string>();
        foreach (var request in requests)
        {
            var response = await host.PostAuthAsync(request);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal(
                $"Keystone uri=\"{host.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)}\"",
                response.Headers.WwwAuthenticate.ToString());
            Assert.False(response.Headers.Contains("X-Subject-Token"));
            answers.Add(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(
            "{\"error\":{\"code\":401,"
            + "\"message\":\"The request you have made requires authentication.\",\"title\":\"Unauthorized\"}}",
            Assert.Single(answers));
    }

    [Fact]
    public async Task A_token_made_from_a_token_ends_with_it_and_keeps_its_chain()
    {
        var host = await IdentityHost.SharedAsync();
        var (first, firstBody) = await host.LogInAsync(host.Admin.AdminUserId, IdentityHost.AdminPassword);

        var response = await host.PostAuthAsync(
            IdentityHost.TokenAuth(first, IdentityHost.ProjectScope(host.Admin.ProjectId)));

        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var token = JsonNode.Parse(text)!["token"]!;
        Assert.Equal((string?)firstBody["expires_at"], (string?)token["expires_at"]);
        Assert.Equal(["password", "token"], token["methods"]!.AsArray().Select(method => (string?)method));
        Assert.Equal(2, token["audit_ids"]!.AsArray().Count);
        Assert.Equal((string?)firstBody["audit_ids"]![0], (string?)token["audit_ids"]![1]);
    }
}

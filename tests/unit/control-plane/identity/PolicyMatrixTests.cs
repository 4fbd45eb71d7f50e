using System.Net;
using System.Text.Json.Nodes;
using Basalt.Control.Api.Policy;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class PolicyMatrixTests
{
    /// <summary>What a user may see of itself without any role; everything else is refused to it.</summary>
    private static readonly HashSet<string> OwnRules =
    [
        "identity:get_auth_catalog", "identity:get_auth_projects", "identity:get_auth_domains",
        "identity:get_auth_system", "identity:list_credentials",
        "identity:get_region", "identity:list_regions", "identity:validate_token", "identity:revoke_token",
    ];

    [Fact]
    public async Task Every_route_that_is_not_ones_own_is_refused_to_a_stranger_and_to_nobody()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.InRange(routes.Count, 80, 500);
        foreach (var route in routes)
        {
            var rule = route.Metadata.GetRequiredMetadata<PolicyRule>();
            if (rule.IsPublic)
                continue;
            foreach (var method in route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
            {
                var path = Fill(route.RoutePattern.RawText!, people);
                var body = method is "POST" or "PATCH" ? AnyBody(people) : null;
                var nobody = await host.SendRawAsync(method, path, null, body);
                Assert.True(nobody.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path}: {nobody.StatusCode}");
                if (OwnRules.Contains(rule.Name))
                    continue;
                var stranger = await host.SendRawAsync(method, path, people.BobToken, body);
                Assert.True(stranger.StatusCode == HttpStatusCode.Forbidden, $"{method} {path}: {stranger.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task A_user_sees_itself_its_project_and_its_domain()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);

        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, people.AliceToken, $"/v3/users/{people.AliceId}"));
        Assert.Equal(
            HttpStatusCode.OK, await GetAsync(host, people.AliceToken, $"/v3/users/{people.AliceId}/projects"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, people.AliceToken, $"/v3/users/{people.AliceId}/groups"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, people.AliceToken, $"/v3/projects/{people.ProjectId}"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, people.AliceToken, $"/v3/domains/{people.DomainId}"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(host, people.AliceToken, $"/v3/users/{people.BobId}"));
        Assert.Equal(
            HttpStatusCode.Forbidden, await GetAsync(host, people.AliceToken, $"/v3/projects/{host.Admin.ProjectId}"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(host, people.AliceToken, "/v3/domains/default"));
    }

    [Fact]
    public async Task A_member_may_not_give_itself_more()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var admin = await People.RoleAsync(host, people.AdminToken, "admin");

        var (grant, _) = await host.SendAsync(
            "PUT", $"/v3/projects/{people.ProjectId}/users/{people.AliceId}/roles/{admin}", people.AliceToken);
        var (update, _) = await host.SendAsync(
            "PATCH",
            $"/v3/users/{people.AliceId}",
            people.AliceToken,
            new JsonObject { ["user"] = new JsonObject { ["enabled"] = true } });

        Assert.Equal(HttpStatusCode.Forbidden, grant);
        Assert.Equal(HttpStatusCode.Forbidden, update);
    }

    [Fact]
    public async Task A_domains_reader_reads_its_domain_only()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var reader = await People.RoleAsync(host, people.AdminToken, "reader");
        await host.SendAsync(
            "PUT", $"/v3/domains/{people.DomainId}/users/{people.BobId}/roles/{reader}", people.AdminToken);

        var (token, _) = await host.LogInAsync(
            people.BobId, People.Password, IdentityHost.DomainScope(people.DomainId));

        var (_, users) = await host.SendAsync("GET", "/v3/users", token);
        Assert.Equal(
            ["alice", "bob"], users!["users"]!.AsArray().Select(user => (string?)user!["name"]).Order());
        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, token, $"/v3/users/{people.AliceId}"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(host, token, "/v3/users?domain_id=default"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(host, token, $"/v3/users/{host.Admin.AdminUserId}"));
        var (make, _) = await host.SendAsync(
            "POST", "/v3/users", token, new JsonObject { ["user"] = new JsonObject { ["name"] = "eve" } });
        Assert.Equal(HttpStatusCode.Forbidden, make);
    }

    [Fact]
    public async Task A_domains_manager_changes_its_domain_only()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var manager = await People.RoleAsync(host, people.AdminToken, "manager");
        await host.SendAsync(
            "PUT", $"/v3/domains/{people.DomainId}/users/{people.BobId}/roles/{manager}", people.AdminToken);
        var (token, _) = await host.LogInAsync(
            people.BobId, People.Password, IdentityHost.DomainScope(people.DomainId));

        var made = await host.MakeAsync(token, "/v3/users", "user", new JsonObject { ["name"] = "carol" });
        var (elsewhere, _) = await host.SendAsync(
            "POST",
            "/v3/users",
            token,
            new JsonObject { ["user"] = new JsonObject { ["name"] = "eve", ["domain_id"] = "default" } });
        var (other, _) = await host.SendAsync("DELETE", $"/v3/users/{host.Admin.AdminUserId}", token);

        Assert.Equal(people.DomainId, (string?)made["domain_id"]);
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere);
        Assert.Equal(HttpStatusCode.Forbidden, other);
    }

    [Fact]
    public async Task A_domains_own_role_named_admin_makes_no_admin()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var fields = new JsonObject { ["name"] = "admin", ["domain_id"] = people.DomainId };
        var role = await host.MakeAsync(people.AdminToken, "/v3/roles", "role", fields);
        await host.SendAsync(
            "PUT",
            $"/v3/projects/{people.ProjectId}/users/{people.AliceId}/roles/{(string)role["id"]!}",
            people.AdminToken);

        var (_, token) = await host.LogInAsync(
            people.AliceId, People.Password, IdentityHost.ProjectScope(people.ProjectId));

        Assert.Equal(["member", "reader"], token["roles"]!.AsArray().Select(item => (string?)item!["name"]));
    }

    [Fact]
    public async Task A_users_secrets_are_its_own()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var path = $"/v3/users/{people.AliceId}/credentials/OS-EC2";
        var (made, body) = await host.SendAsync(
            "POST", path, people.AliceToken, new JsonObject { ["tenant_id"] = people.ProjectId });
        Assert.Equal(HttpStatusCode.Created, made);
        var access = (string)body!["credential"]!["access"]!;

        Assert.Equal(HttpStatusCode.OK, await GetAsync(host, people.AliceToken, $"{path}/{access}"));
        Assert.Equal(HttpStatusCode.Forbidden, await GetAsync(host, people.BobToken, $"{path}/{access}"));
        Assert.Equal(
            HttpStatusCode.NotFound,
            await GetAsync(host, people.BobToken, $"/v3/users/{people.BobId}/credentials/OS-EC2/{access}"));
        var (_, mine) = await host.SendAsync("GET", "/v3/credentials", people.AliceToken);
        var (_, others) = await host.SendAsync("GET", "/v3/credentials", people.BobToken);
        Assert.Single(mine!["credentials"]!.AsArray());
        Assert.Empty(others!["credentials"]!.AsArray());
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await GetAsync(host, people.BobToken, $"/v3/credentials?user_id={people.AliceId}"));
    }

    private static async Task<HttpStatusCode> GetAsync(IdentityHost host, string token, string path) =>
        (await host.SendAsync("GET", path, token)).Status;

    /// <summary>The paths lead to things that are there, and that are alice's.</summary>
    private static string Fill(string pattern, People people) => pattern
        .Replace("/users/{actor_id}", $"/users/{people.AliceId}", StringComparison.Ordinal)
        .Replace("/projects/{target_id}", $"/projects/{people.ProjectId}", StringComparison.Ordinal)
        .Replace("/domains/{target_id}", $"/domains/{people.DomainId}", StringComparison.Ordinal)
        .Replace("{user_id}", people.AliceId, StringComparison.Ordinal)
        .Replace("{project_id}", people.ProjectId, StringComparison.Ordinal)
        .Replace("{domain_id}", "default", StringComparison.Ordinal)
        .Replace("{role_id}", people.MemberRoleId, StringComparison.Ordinal)
        .Replace("{", "", StringComparison.Ordinal)
        .Replace("}", "", StringComparison.Ordinal);

    private static JsonObject AnyBody(People people)
    {
        var body = new JsonObject { ["tenant_id"] = people.ProjectId };
        foreach (var noun in (string[])["user", "project", "domain", "group", "role", "service", "endpoint", "region"])
            body[noun] = new JsonObject { ["name"] = "any" };
        body["credential"] = new JsonObject
        {
            ["type"] = "cert", ["blob"] = "{}", ["user_id"] = people.AliceId,
        };
        return body;
    }
}

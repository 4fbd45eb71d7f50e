using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class ResourceTests
{
    [Fact]
    public async Task A_users_added_fields_come_back_and_its_password_does_not()
    {
        var host = await IdentityHost.SharedAsync();
        var token = await host.AdminTokenAsync();
        var fields = new JsonObject
        {
            ["name"] = "carol", ["password"] = "secret", ["email"] = "c@example.net", ["age"] = 7,
        };

        var made = await host.MakeAsync(token, "/v3/users", "user", fields);
        var path = $"/v3/users/{(string)made["id"]!}";
        var patch = new JsonObject { ["user"] = new JsonObject { ["age"] = null, ["email"] = "d@example.net" } };
        var (_, changed) = await host.SendAsync("PATCH", path, token, patch);
        var (_, shown) = await host.SendAsync("GET", path, token);

        Assert.Equal(7, (int)made["age"]!);
        Assert.Equal("d@example.net", (string?)changed!["user"]!["email"]);
        Assert.DoesNotContain("secret", shown!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("$2b$", shown.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(shown["user"]!["age"]);
        Assert.Equal(new Uri(host.Client.BaseAddress!, path).ToString(), (string?)shown["user"]!["links"]!["self"]);
    }

    [Theory]
    [InlineData("users", "user")]
    [InlineData("projects", "project")]
    [InlineData("groups", "group")]
    [InlineData("domains", "domain")]
    [InlineData("roles", "role")]
    public async Task A_name_that_is_taken_is_a_conflict(string path, string noun)
    {
        var host = await IdentityHost.SharedAsync();
        var token = await host.AdminTokenAsync();
        await host.MakeAsync(token, $"/v3/{path}", noun, new JsonObject { ["name"] = "twice" });

        var (status, body) = await host.SendAsync(
            "POST", $"/v3/{path}", token, new JsonObject { [noun] = new JsonObject { ["name"] = "twice" } });

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("Conflict", (string?)body!["error"]!["title"]);
    }

    [Theory]
    [InlineData("users")]
    [InlineData("projects")]
    [InlineData("groups")]
    [InlineData("domains")]
    [InlineData("roles")]
    [InlineData("credentials")]
    [InlineData("services")]
    [InlineData("endpoints")]
    [InlineData("regions")]
    public async Task What_is_not_there_is_404(string path)
    {
        var host = await IdentityHost.SharedAsync();

        var (status, body) = await host.SendAsync("GET", $"/v3/{path}/nothing", await host.AdminTokenAsync());

        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Equal(
            $"Could not find {path.TrimEnd('s')}: nothing.", (string?)body!["error"]!["message"]);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page()
    {
        await using var host = await IdentityHost.StartAsync();
        var token = await host.AdminTokenAsync();
        for (var index = 0; index < 5; index++)
            await host.MakeAsync(token, "/v3/projects", "project", new JsonObject { ["name"] = $"p{index}" });

        var seen = new List<string>();
        var next = "/v3/projects?limit=4";
        while (next is not null)
        {
            var (_, page) = await host.SendAsync("GET", next, token);
            seen.AddRange(page!["projects"]!.AsArray().Select(project => (string)project!["name"]!));
            next = (string?)page["links"]!["next"];
        }

        Assert.Equal(["admin", "p0", "p1", "p2", "p3", "p4"], seen.Order());
    }

    [Fact]
    public async Task Filters_narrow_a_list()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);

        var (_, byName) = await host.SendAsync("GET", "/v3/users?name=alice", people.AdminToken);
        var (_, byDomain) = await host.SendAsync("GET", "/v3/users?domain_id=default", people.AdminToken);
        var (_, disabled) = await host.SendAsync("GET", "/v3/users?enabled=false", people.AdminToken);
        var (_, children) = await host.SendAsync("GET", $"/v3/projects?parent_id={people.DomainId}", people.AdminToken);

        Assert.Equal(people.AliceId, (string?)Assert.Single(byName!["users"]!.AsArray())!["id"]);
        Assert.Equal("admin", (string?)Assert.Single(byDomain!["users"]!.AsArray())!["name"]);
        Assert.Empty(disabled!["users"]!.AsArray());
        Assert.Equal(people.ProjectId, (string?)Assert.Single(children!["projects"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task A_domain_is_deleted_with_all_in_it_once_it_is_disabled()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var path = $"/v3/domains/{people.DomainId}";

        var (refused, _) = await host.SendAsync("DELETE", path, people.AdminToken);
        await host.SendAsync(
            "PATCH", path, people.AdminToken, new JsonObject { ["domain"] = new JsonObject { ["enabled"] = false } });
        var (deleted, _) = await host.SendAsync("DELETE", path, people.AdminToken);

        Assert.Equal(HttpStatusCode.Forbidden, refused);
        Assert.Equal(HttpStatusCode.NoContent, deleted);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await host.SendAsync("GET", $"/v3/users/{people.AliceId}", people.AdminToken)).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await host.SendAsync("GET", $"/v3/projects/{people.ProjectId}", people.AdminToken)).Status);
    }

    [Fact]
    public async Task A_project_with_children_stays_and_a_role_inherits_to_them()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var child = await host.MakeAsync(
            people.AdminToken,
            "/v3/projects",
            "project",
            new JsonObject { ["name"] = "child", ["parent_id"] = people.ProjectId });
        var childId = (string)child["id"]!;
        var inherited =
            $"/v3/OS-INHERIT/projects/{people.ProjectId}/users/{people.BobId}/roles/{people.MemberRoleId}"
            + "/inherited_to_projects";

        var (given, _) = await host.SendAsync("PUT", inherited, people.AdminToken);
        var (_, token) = await host.LogInAsync(people.BobId, People.Password, IdentityHost.ProjectScope(childId));
        var above = await host.PostAuthAsync(IdentityHost.PasswordAuth(
            people.BobId, People.Password, IdentityHost.ProjectScope(people.ProjectId)));
        var (deleted, _) = await host.SendAsync("DELETE", $"/v3/projects/{people.ProjectId}", people.AdminToken);
        var (_, mine) = await host.SendAsync("GET", "/v3/auth/projects", people.BobToken);

        Assert.Equal(people.DomainId, (string?)child["domain_id"]);
        Assert.Equal(HttpStatusCode.NoContent, given);
        Assert.Equal(childId, (string?)token["project"]!["id"]);
        Assert.Equal(HttpStatusCode.Unauthorized, above.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, deleted);
        Assert.Equal(childId, (string?)Assert.Single(mine!["projects"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task A_groups_role_is_its_members()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var group = await host.MakeAsync(
            people.AdminToken,
            "/v3/groups",
            "group",
            new JsonObject { ["name"] = "devs", ["domain_id"] = people.DomainId });
        var groupId = (string)group["id"]!;
        var member = $"/v3/groups/{groupId}/users/{people.BobId}";
        await host.SendAsync("PUT", member, people.AdminToken);
        await host.SendAsync(
            "PUT", $"/v3/projects/{people.ProjectId}/groups/{groupId}/roles/{people.MemberRoleId}", people.AdminToken);

        var (token, body) = await host.LogInAsync(
            people.BobId, People.Password, IdentityHost.ProjectScope(people.ProjectId));
        var (_, effective) = await host.SendAsync(
            "GET", $"/v3/role_assignments?effective&include_names&user.id={people.BobId}", people.AdminToken);
        var (removed, _) = await host.SendAsync("DELETE", member, people.AdminToken);

        Assert.Equal(["member", "reader"], body["roles"]!.AsArray().Select(role => (string?)role!["name"]));
        Assert.Equal(
            ["member", "reader"],
            effective!["role_assignments"]!.AsArray().Select(row => (string?)row!["role"]!["name"]).Order());
        Assert.Equal(HttpStatusCode.NoContent, removed);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("GET", member, people.AdminToken)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync("GET", "/v3/auth/projects", token)).Status);
    }

    [Fact]
    public async Task A_credentials_owner_and_access_key_never_change()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var fields = new JsonObject
        {
            ["type"] = "ec2",
            ["project_id"] = people.ProjectId,
            ["blob"] = """{"access": "AK", "secret": "SK"}""",
        };
        var made = await host.MakeAsync(people.AliceToken, "/v3/credentials", "credential", fields);
        var path = $"/v3/credentials/{(string)made["id"]!}";
        (string, JsonNode)[] changes =
        [
            ("project_id", host.Admin.ProjectId),
            ("user_id", host.Admin.AdminUserId),
            ("type", "cert"),
            ("blob", """{"access": "other", "secret": "SK"}"""),
            ("blob", """{"access": "AK", "secret": "SK", "trust_id": "any"}"""),
        ];
        foreach (var (name, value) in changes)
        {
            var (status, _) = await host.SendAsync(
                "PATCH",
                path,
                people.AliceToken,
                new JsonObject { ["credential"] = new JsonObject { [name] = value } });
            Assert.Equal(HttpStatusCode.BadRequest, status);
        }

        var (changed, _) = await host.SendAsync(
            "PATCH",
            path,
            people.AliceToken,
            new JsonObject { ["credential"] = new JsonObject { ["blob"] = """{"access": "AK", "secret": "new"}""" } });
        Assert.Equal(HttpStatusCode.OK, changed);
    }
}

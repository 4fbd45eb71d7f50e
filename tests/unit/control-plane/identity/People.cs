using System.Text.Json.Nodes;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

/// <summary>A domain with a project, and two users: alice is a member of the project, bob has no role.</summary>
internal sealed record People(
    string AdminToken,
    string DomainId,
    string ProjectId,
    string AliceId,
    string AliceToken,
    string BobId,
    string BobToken,
    string MemberRoleId)
{
    public const string Password = "a user's password";

    public static async Task<People> MakeAsync(IdentityHost host)
    {
        var admin = await host.AdminTokenAsync();
        var domain = (string)(await host.MakeAsync(admin, "/v3/domains", "domain", new() { ["name"] = "corp" }))["id"]!;
        var project = (string)(await host.MakeAsync(
            admin, "/v3/projects", "project", new() { ["name"] = "web", ["domain_id"] = domain }))["id"]!;
        var alice = await MakeUserAsync(host, admin, domain, "alice");
        var bob = await MakeUserAsync(host, admin, domain, "bob");
        var member = await RoleAsync(host, admin, "member");
        await host.SendAsync("PUT", $"/v3/projects/{project}/users/{alice}/roles/{member}", admin);
        return new People(
            admin,
            domain,
            project,
            alice,
            (await host.LogInAsync(alice, Password, IdentityHost.ProjectScope(project))).Token,
            bob,
            (await host.LogInAsync(bob, Password)).Token,
            member);
    }

    public static async Task<string> RoleAsync(IdentityHost host, string token, string name)
    {
        var (_, body) = await host.SendAsync("GET", $"/v3/roles?name={name}", token);
        return (string)body!["roles"]![0]!["id"]!;
    }

    private static async Task<string> MakeUserAsync(IdentityHost host, string token, string domain, string name)
    {
        var fields = new JsonObject { ["name"] = name, ["domain_id"] = domain, ["password"] = Password };
        return (string)(await host.MakeAsync(token, "/v3/users", "user", fields))["id"]!;
    }
}

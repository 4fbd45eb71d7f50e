using System.Net;
using System.Text.Json.Nodes;
using Basalt.Control.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class TokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_validated_by_its_own_user_and_by_an_admin_and_by_no_one_else()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);

        Assert.Equal(HttpStatusCode.OK, await CheckAsync(host, people.AliceToken, people.AliceToken));
        Assert.Equal(HttpStatusCode.OK, await CheckAsync(host, people.AdminToken, people.AliceToken));
        Assert.Equal(HttpStatusCode.Forbidden, await CheckAsync(host, people.BobToken, people.AliceToken));
    }

    [Fact]
    public async Task The_catalog_is_left_out_on_demand()
    {
        var host = await IdentityHost.SharedAsync();
        var token = await host.AdminTokenAsync();

        var (_, body) = await host.SendAsync("GET", "/v3/auth/tokens?nocatalog", token, subject: token);

        Assert.Null(body!["token"]!["catalog"]);
        Assert.NotNull(body["token"]!["roles"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbled")]
    [InlineData("gAAAAABrBVvZzvQkb2MnrLEuiXIj3sVsVQnRmqT08EkUDXDw_v1aI7yuuYNuCTOfhjOkubEaU0Da4pDR-v6oBf8S6plyDH2uJ0wp")]
    public async Task A_wrong_subject_is_404_and_a_wrong_caller_401(string text)
    {
        var host = await IdentityHost.SharedAsync();
        var token = await host.AdminTokenAsync();

        Assert.Equal(HttpStatusCode.NotFound, await CheckAsync(host, token, text));
        Assert.Equal(HttpStatusCode.Unauthorized, await CheckAsync(host, text, token));
        Assert.Equal(HttpStatusCode.NotFound, await CheckAsync(host, token, new string('A', 5_000)));
    }

    [Fact]
    public async Task Deleting_a_token_revokes_it_and_no_other()
    {
        var host = await IdentityHost.SharedAsync();
        var first = await host.AdminTokenAsync();
        var second = await host.AdminTokenAsync();

        var (status, _) = await host.SendAsync("DELETE", "/v3/auth/tokens", second, subject: first);

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Equal(HttpStatusCode.NotFound, await CheckAsync(host, second, first));
        Assert.Equal(HttpStatusCode.Unauthorized, await CheckAsync(host, first, second));
        Assert.Equal(HttpStatusCode.OK, await CheckAsync(host, second, second));
    }

    [Fact]
    public async Task A_password_change_voids_tokens_of_before_and_not_of_after_within_one_second()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var change = new JsonObject
        {
            ["user"] = new JsonObject { ["original_password"] = People.Password, ["password"] = "new password" },
        };

        var (status, _) = await host.SendAsync("POST", $"/v3/users/{people.AliceId}/password", null, change);
        var (after, _) = await host.LogInAsync(people.AliceId, "new password");

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Equal(HttpStatusCode.NotFound, await CheckAsync(host, people.AdminToken, people.AliceToken));
        Assert.Equal(HttpStatusCode.OK, await CheckAsync(host, people.AdminToken, after));
    }

    [Theory]
    [InlineData("users")]
    [InlineData("projects")]
    [InlineData("domains")]
    public async Task Disabling_voids_tokens_for_good(string what)
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var id = what switch { "users" => people.AliceId, "projects" => people.ProjectId, _ => people.DomainId };
        var noun = what.TrimEnd('s');

        await PatchAsync(false);
        Assert.Equal(HttpStatusCode.NotFound, await CheckAsync(host, people.AdminToken, people.AliceToken));
        await PatchAsync(true);

        Assert.Equal(HttpStatusCode.NotFound, await CheckAsync(host, people.AdminToken, people.AliceToken));
        var (again, _) = await host.LogInAsync(
            people.AliceId, People.Password, IdentityHost.ProjectScope(people.ProjectId));
        Assert.Equal(HttpStatusCode.OK, await CheckAsync(host, people.AdminToken, again));

        Task PatchAsync(bool enabled) => host.SendAsync(
            "PATCH",
            $"/v3/{what}/{id}",
            people.AdminToken,
            new JsonObject { [noun] = new JsonObject { ["enabled"] = enabled } });
    }

    [Theory]
    [InlineData("user")]
    [InlineData("project")]
    [InlineData("role")]
    [InlineData("grant")]
    public async Task Deleting_what_a_token_stands_on_voids_it(string what)
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var path = what switch
        {
            "user" => $"/v3/users/{people.AliceId}",
            "project" => $"/v3/projects/{people.ProjectId}",
            "role" => $"/v3/roles/{people.MemberRoleId}",
            _ => $"/v3/projects/{people.ProjectId}/users/{people.AliceId}/roles/{people.MemberRoleId}",
        };

        var (status, _) = await host.SendAsync("DELETE", path, people.AdminToken);

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Equal(HttpStatusCode.NotFound, await CheckAsync(host, people.AdminToken, people.AliceToken));
    }

    [Fact]
    public async Task An_expired_token_is_refused_and_shown_only_on_demand()
    {
        var time = new SettableTime();
        await using var host = await IdentityHost.StartAsync(time: time);
        var old = await host.AdminTokenAsync();
        time.Now += TimeSpan.FromMinutes(61);
        var token = await host.AdminTokenAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await CheckAsync(host, old, token));
        Assert.Equal(HttpStatusCode.NotFound, await CheckAsync(host, token, old));
        var (allowed, _) = await host.SendAsync("GET", "/v3/auth/tokens?allow_expired=1", token, subject: old);
        Assert.Equal(HttpStatusCode.OK, allowed);
        time.Now += TimeSpan.FromDays(3);
        token = await host.AdminTokenAsync();
        var (tooOld, _) = await host.SendAsync("GET", "/v3/auth/tokens?allow_expired=1", token, subject: old);
        Assert.Equal(HttpStatusCode.NotFound, tooOld);
    }

    [Fact]
    public async Task The_data_planes_validator_says_the_same()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var validator = host.Services.GetRequiredService<ITokenValidator>();

        var answer = await validator.ValidateAsync(people.AliceToken, Cancellation);
        await host.SendAsync("DELETE", "/v3/auth/tokens", people.AdminToken, subject: people.AliceToken);

        Assert.Equal(people.ProjectId, answer!.Authorization.ProjectId);
        Assert.Equal(["member", "reader"], answer.Authorization.Roles);
        Assert.Null(await validator.ValidateAsync(people.AliceToken, Cancellation));
        Assert.Null(await validator.ValidateAsync("garbled", Cancellation));
    }

    [Fact]
    public async Task Rotating_the_keys_keeps_the_tokens_that_are_alive()
    {
        await using var host = await IdentityHost.StartAsync();
        var token = await host.AdminTokenAsync();

        host.Services.GetRequiredService<ITokenKeys>().Rotate();

        Assert.Equal(HttpStatusCode.OK, await CheckAsync(host, token, token));
    }

    private static async Task<HttpStatusCode> CheckAsync(IdentityHost host, string caller, string subject) =>
        (await host.SendAsync("GET", "/v3/auth/tokens", caller, subject: subject)).Status;
}

using System.Net;
using System.Text.Json.Nodes;
using Basalt.Control.Contracts;
using Basalt.Control.Identity.Credentials;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class SigningKeysTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_derived_key_is_that_of_the_documentations_example()
    {
        // AWS General Reference, "Examples of how to derive a signing key".
        var key = SigningKeys.Derive("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "20150830", "us-east-1", "iam");

        Assert.Equal("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9", Convert.ToHexStringLower(key));
    }

    [Fact]
    public async Task A_key_comes_with_whom_it_acts_for()
    {
        await using var host = await IdentityHost.StartAsync();

        var answer = await DeriveAsync(host, host.Admin.Ec2AccessKey);

        Assert.NotNull(answer);
        Assert.Equal(
            SigningKeys.Derive(host.Admin.Ec2SecretKey, "20260101", "RegionOne", "s3"), answer.Key.ToArray());
        Assert.Equal(host.Admin.ProjectId, answer.Authorization.ProjectId);
        Assert.Contains("admin", answer.Authorization.Roles);
    }

    [Fact]
    public async Task An_unknown_access_key_has_none()
    {
        await using var host = await IdentityHost.StartAsync();

        Assert.Null(await DeriveAsync(host, "unknown"));
        Assert.Null(await DeriveAsync(host, new string('x', 10_000)));
    }

    [Fact]
    public async Task A_users_key_goes_with_its_role_and_comes_back()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var (_, body) = await host.SendAsync(
            "POST",
            $"/v3/users/{people.AliceId}/credentials/OS-EC2",
            people.AliceToken,
            new JsonObject { ["tenant_id"] = people.ProjectId });
        var access = (string)body!["credential"]!["access"]!;
        Assert.NotNull(await DeriveAsync(host, access));
        var grant = $"/v3/projects/{people.ProjectId}/users/{people.AliceId}/roles/{people.MemberRoleId}";

        await host.SendAsync("DELETE", grant, people.AdminToken);
        Assert.Null(await DeriveAsync(host, access));
        await host.SendAsync("PUT", grant, people.AdminToken);

        Assert.NotNull(await DeriveAsync(host, access));
    }

    [Fact]
    public async Task A_deleted_key_is_gone()
    {
        await using var host = await IdentityHost.StartAsync();
        var token = await host.AdminTokenAsync();

        var (status, _) = await host.SendAsync(
            "DELETE", $"/v3/users/{host.Admin.AdminUserId}/credentials/OS-EC2/{host.Admin.Ec2AccessKey}", token);

        Assert.Equal(HttpStatusCode.NoContent, status);
        Assert.Null(await DeriveAsync(host, host.Admin.Ec2AccessKey));
    }

    private static async Task<SigningKey?> DeriveAsync(IdentityHost host, string access) =>
        await host.Services.GetRequiredService<ISigningKeys>().DeriveAsync(
            access, "20260101", "RegionOne", "s3", Cancellation);
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Basalt.Control.Identity.Credentials;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Identity;

public sealed class SignatureTokensTests
{
    private const string StringToSign =
        "AWS4-HMAC-SHA256\n20260101T000000Z\n20260101/RegionOne/s3/aws4_request\n"
        + "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public async Task A_service_learns_whose_signature_it_is()
    {
        var host = await IdentityHost.SharedAsync();

        var (status, body) = await host.SendAsync(
            "POST", "/v3/s3tokens", await host.AdminTokenAsync(), Request(host, Sign(host.Admin.Ec2SecretKey)));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(host.Admin.ProjectId, (string?)body!["token"]!["project"]!["id"]);
    }

    [Fact]
    public async Task A_wrong_signature_is_nobodys()
    {
        var host = await IdentityHost.SharedAsync();
        var token = await host.AdminTokenAsync();

        var (status, _) = await host.SendAsync("POST", "/v3/s3tokens", token, Request(host, Sign("another secret")));

        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    [Fact]
    public async Task A_signature_is_no_way_to_a_token_for_others()
    {
        await using var host = await IdentityHost.StartAsync();
        var people = await People.MakeAsync(host);
        var request = Request(host, Sign(host.Admin.Ec2SecretKey));

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.SendAsync("POST", "/v3/s3tokens", null, request)).Status);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await host.SendAsync("POST", "/v3/s3tokens", people.AliceToken, request)).Status);
    }

    [Fact]
    public void An_ec2_request_is_put_in_canonical_form()
    {
        // AWS General Reference, "Signature Version 4": the example request to IAM, and its string to sign.
        var request = new Ec2Request(
            "GET",
            "/",
            new Dictionary<string, string> { ["Version"] = "2010-05-08", ["Action"] = "ListUsers" },
            new Dictionary<string, string>
            {
                ["Host"] = "iam.amazonaws.com",
                ["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8",
                ["X-Amz-Date"] = "20150830T123600Z",
                ["Authorization"] =
                    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                    + "SignedHeaders=content-type;host;x-amz-date, Signature=any",
            },
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");

        var text = request.ToStringToSign();

        Assert.Equal(
            "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n"
            + "f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59",
            text);
        Assert.True(SignatureV4.Verify(
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            text!,
            "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
    }

    private static JsonObject Request(IdentityHost host, string signature) => new()
    {
        ["credentials"] = new JsonObject
        {
            ["access"] = host.Admin.Ec2AccessKey,
            ["token"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(StringToSign)),
            ["signature"] = signature,
        },
    };

    private static string Sign(string secret) => Convert.ToHexStringLower(HMACSHA256.HashData(
        SigningKeys.Derive(secret, "20260101", "RegionOne", "s3"), Encoding.UTF8.GetBytes(StringToSign)));
}

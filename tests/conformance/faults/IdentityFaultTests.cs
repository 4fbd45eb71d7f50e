using System.Net;
using System.Text;
using System.Text.Json;
using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.Faults;

/// <summary>What identity answers to those it does not know, and to what is no request.</summary>
public sealed class IdentityFaultTests(CloudFixture cloud)
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_is_401_and_does_not_tell_what_was_wrong()
    {
        using var response = await SwiftFace.PostTokensAsync(cloud.Http, cloud.Access, "not this one");
        var known = await ErrorAsync(response, HttpStatusCode.Unauthorized);
        using var stranger = await PostAsync(
            """
            {"auth": {"identity": {"methods": ["password"], "password": {"user":
              {"name": "nobody", "domain": {"name": "Default"}, "password": "x"}}}}}
            """);
        Assert.Equal(known, await ErrorAsync(stranger, HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("not-a-token")]
    [InlineData("gAAAAABgibberishgibberishgibberishgibberishgibberishgibberish")]
    [InlineData("../../etc/passwd")]
    public async Task A_garbled_token_is_401(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, cloud.Access.IdentityUrl.TrimEnd('/') + "/projects");
        request.Headers.TryAddWithoutValidation("X-Auth-Token", token);
        using var response = await cloud.Http.SendAsync(request, _stop);
        await ErrorAsync(response, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_changed_in_one_character_is_401()
    {
        var token = cloud.SwiftFace.Token;
        var middle = token.Length / 2;
        var changed = token[..middle] + (token[middle] == 'A' ? 'B' : 'A') + token[(middle + 1)..];
        using var request = new HttpRequestMessage(HttpMethod.Get, cloud.Access.IdentityUrl.TrimEnd('/') + "/projects");
        request.Headers.TryAddWithoutValidation("X-Auth-Token", changed);
        using var response = await cloud.Http.SendAsync(request, _stop);
        await ErrorAsync(response, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_revoked_token_is_401_at_the_object_endpoint_within_its_second()
    {
        var face = await SwiftFace.LoginAsync(cloud.Http, cloud.Access);
        using var before = await face.SendAsync(HttpMethod.Get, "");
        Assert.True(before.IsSuccessStatusCode);
        using var request = new HttpRequestMessage(
            HttpMethod.Delete, cloud.Access.IdentityUrl.TrimEnd('/') + "/auth/tokens");
        request.Headers.TryAddWithoutValidation("X-Auth-Token", face.Token);
        request.Headers.TryAddWithoutValidation("X-Subject-Token", face.Token);
        using var revoked = await cloud.Http.SendAsync(request, _stop);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        await Eventually.HoldsAsync(
            async () =>
            {
                using var after = await face.SendAsync(HttpMethod.Get, "");
                return after.StatusCode == HttpStatusCode.Unauthorized;
            },
            TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"auth\": 1}")]
    [InlineData("{\"auth\": {\"identity\": {\"methods\": []}}}")]
    [InlineData("{\"auth\": {\"identity\": {\"methods\": [\"password\"]}}}")]
    public async Task Bad_json_is_400(string body)
    {
        using var response = await PostAsync(body);
        await ErrorAsync(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_without_end_is_refused()
    {
        using var response = await PostAsync("{\"auth\": \"" + new string('x', 8 << 20) + "\"}");
        Assert.Contains(
            response.StatusCode, new[] { HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.BadRequest });
        Assert.True(cloud.IsAlive());
    }

    private Task<HttpResponseMessage> PostAsync(string body) => cloud.Http.PostAsync(
        cloud.Access.IdentityUrl.TrimEnd('/') + "/auth/tokens",
        new StringContent(body, Encoding.UTF8, "application/json"),
        _stop);

    /// <summary>Keystone's error document: {"error": {"code", "title", "message"}}; its message comes back.</summary>
    private async Task<string> ErrorAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(_stop));
        var error = body.RootElement.GetProperty("error");
        Assert.Equal((int)status, error.GetProperty("code").GetInt32());
        Assert.True(cloud.IsAlive());
        return error.GetProperty("message").GetString()!;
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Basalt.Tests.Unit.ControlPlane.Identity;
using Xunit;

namespace Basalt.Tests.Unit.ControlPlane.Api;

public sealed class BadRequestTests
{
    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"auth\": 1}")]
    [InlineData("{\"auth\": {}}")]
    [InlineData("{\"auth\": {\"identity\": {\"methods\": \"password\"}}}")]
    [InlineData("{\"auth\": {\"identity\": {\"methods\": []}}}")]
    [InlineData("{\"auth\": {\"identity\": {\"methods\": [1]}}}")]
    [InlineData("{\"auth\": {\"identity\": {\"methods\": [\"password\"]}}}")]
    [InlineData("{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": {\"id\": 5}}}}}")]
    [InlineData("{\"auth\": {\"identity\": {\"methods\": [\"a\\ud800\"]}}}")]
    [InlineData("{\"auth\": {\"identity\": {\"methods\": [\"a\\u0000\"]}}}")]
    public async Task A_wrong_body_is_400_in_keystones_form(string body)
    {
        var host = await IdentityHost.SharedAsync();

        var response = await PostAsync(host, body);

        await AssertFaultAsync(response, HttpStatusCode.BadRequest, "Bad Request");
    }

    [Fact]
    public async Task A_wrong_type_is_refused_by_the_fields_name_and_without_its_value()
    {
        var host = await IdentityHost.SharedAsync();
        var token = await host.AdminTokenAsync();
        var fields = new JsonObject { ["name"] = "x", ["password"] = 12345, ["enabled"] = "yes" };

        var (status, body) = await host.SendAsync("POST", "/v3/users", token, new JsonObject { ["user"] = fields });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var message = (string)body!["error"]!["message"]!;
        Assert.Contains("user.enabled", message, StringComparison.Ordinal);
        Assert.DoesNotContain("12345", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_that_is_too_deep_is_400()
    {
        var host = await IdentityHost.SharedAsync();
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40);

        await AssertFaultAsync(await PostAsync(host, deep), HttpStatusCode.BadRequest, "Bad Request");
    }

    [Fact]
    public async Task A_chunk_that_announces_more_than_any_body_may_have_is_413()
    {
        var host = await IdentityHost.SharedAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", host.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(
            "POST /v3/auth/tokens HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"u8.ToArray()
                .Concat("Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{"u8.ToArray()).ToArray(),
            TestContext.Current.CancellationToken);

        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Equal("HTTP/1.1 413 Payload Too Large", line);
    }

    [Fact]
    public async Task A_body_past_the_limit_is_413_with_its_length_told_or_not()
    {
        var host = await IdentityHost.SharedAsync();
        var body = "{\"auth\": \"" + new string('x', 120_000) + "\"}";

        await AssertFaultAsync(
            await PostAsync(host, body), HttpStatusCode.RequestEntityTooLarge, "Request Entity Too Large");
        await AssertFaultAsync(
            await PostAsync(host, body, isChunked: true),
            HttpStatusCode.RequestEntityTooLarge,
            "Request Entity Too Large");
    }

    [Fact]
    public async Task Another_content_type_is_400()
    {
        var host = await IdentityHost.SharedAsync();

        var response = await PostAsync(host, "{}", "text/plain");

        await AssertFaultAsync(response, HttpStatusCode.BadRequest, "Bad Request");
    }

    [Fact]
    public async Task Text_that_is_not_utf8_is_400()
    {
        var host = await IdentityHost.SharedAsync();
        using var content = new ByteArrayContent(
            [(byte)'{', (byte)'"', 0xC0, 0x80, (byte)'"', (byte)':', (byte)'1', (byte)'}']);
        content.Headers.ContentType = new("application/json");

        var response = await host.Client.PostAsync("/v3/auth/tokens", content, TestContext.Current.CancellationToken);

        await AssertFaultAsync(response, HttpStatusCode.BadRequest, "Bad Request");
    }

    [Fact]
    public async Task An_unknown_path_is_404_and_an_unknown_method_405()
    {
        var host = await IdentityHost.SharedAsync();

        await AssertFaultAsync(await host.SendRawAsync("GET", "/v4/users", null), HttpStatusCode.NotFound, "Not Found");
        await AssertFaultAsync(
            await host.SendRawAsync("PUT", "/v3/auth/tokens", null),
            HttpStatusCode.MethodNotAllowed,
            "Method Not Allowed");
    }

    [Fact]
    public async Task Every_answer_has_a_request_id_of_its_own()
    {
        var host = await IdentityHost.SharedAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v3/users");
        request.Headers.Add("X-Openstack-Request-Id", "req-00000000-0000-0000-0000-000000000000");

        var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        var id = Assert.Single(response.Headers.GetValues("X-Openstack-Request-Id"));
        Assert.Matches("^req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", id);
        Assert.NotEqual("req-00000000-0000-0000-0000-000000000000", id);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task A_page_of_no_size_is_400(string limit)
    {
        var host = await IdentityHost.SharedAsync();

        var (status, _) = await host.SendAsync("GET", $"/v3/users?limit={limit}", await host.AdminTokenAsync());

        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    private static async Task AssertFaultAsync(HttpResponseMessage response, HttpStatusCode status, string title)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, text);
        var error = JsonNode.Parse(text)!["error"]!;
        Assert.Equal((int)status, (int)error["code"]!);
        Assert.Equal(title, (string?)error["title"]);
    }

    private static async Task<HttpResponseMessage> PostAsync(
        IdentityHost host, string body, string contentType = "application/json", bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v3/auth/tokens");
        request.Content = new StringContent(body, Encoding.UTF8, contentType);
        request.Headers.TransferEncodingChunked = isChunked;
        return await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

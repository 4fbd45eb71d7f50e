using System.Net;
using System.Text;
using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.Faults;

/// <summary>Swift's own status for each wrong request, and nothing stored.</summary>
public sealed class SwiftFaultTests(CloudFixture cloud) : IAsyncLifetime
{
    private readonly string _container = CloudAccess.NewName("swiftfaults");
    private readonly byte[] _body = GeneratedFile.Bytes(1000, seed: 10);

    public async ValueTask InitializeAsync()
    {
        using var made = await cloud.SwiftFace.SendAsync(HttpMethod.Put, $"/{_container}");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
    }

    /// <summary>Whatever was tried, nothing is stored and the endpoint lives.</summary>
    public async ValueTask DisposeAsync()
    {
        Assert.Empty(await cloud.SwiftFace.NamesAsync(_container));
        Assert.True(cloud.IsAlive());
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("gAAAAABgibberishgibberishgibberishgibberishgibberish")]
    public async Task No_token_or_a_garbled_one_is_401(string token)
    {
        using var response = await cloud.SwiftFace.WithToken(token)
            .SendAsync(HttpMethod.Put, $"/{_container}/key", _body);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.StartsWith("Swift realm=\"AUTH_", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_of_someone_else_is_403()
    {
        var account = cloud.SwiftFace.StorageUrl;
        var other = new SwiftFace(cloud.Http, account[..^4] + "beef", cloud.SwiftFace.Token);
        using var response = await other.SendAsync(HttpMethod.Put, $"/{_container}/key", _body);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task An_etag_that_is_not_the_body_s_is_422()
    {
        using var response = await cloud.SwiftFace.SendAsync(
            HttpMethod.Put, $"/{_container}/key", _body, ("ETag", "00000000000000000000000000000000"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_ends_early_is_not_stored()
    {
        var head = $"PUT {new Uri(cloud.SwiftFace.StorageUrl).AbsolutePath}/{_container}/key HTTP/1.1\r\n"
            + $"Host: {cloud.Access.ObjectUrl.Authority}\r\nX-Auth-Token: {cloud.SwiftFace.Token}\r\n"
            + "Content-Length: 5000\r\nConnection: close\r\n\r\n";
        var (status, text) = await RawConnection.SendAsync(cloud.Access.ObjectUrl, head, _body);
        if (ObjectFront.IsOwn) Assert.Contains("<h1>Client Disconnect</h1>", text, StringComparison.Ordinal);
        else Assert.True(status is 0 or 400 or 499, text);
    }

    [Fact]
    public async Task An_object_in_no_container_is_404()
    {
        using var response = await cloud.SwiftFace.SendAsync(HttpMethod.Put, $"/{_container}-none/key", _body);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[{\"path\": \"/nowhere/at-all\"}]")]
    [InlineData("[]")]
    public async Task A_manifest_that_is_none_is_400(string manifest)
    {
        using var response = await cloud.SwiftFace.SendAsync(
            HttpMethod.Put, $"/{_container}/key?multipart-manifest=put", Encoding.UTF8.GetBytes(manifest));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_name_past_1024_bytes_is_400()
    {
        using var response = await cloud.SwiftFace.SendAsync(
            HttpMethod.Put, $"/{_container}/{new string('k', 1025)}", _body);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_container_name_past_256_bytes_is_400()
    {
        using var response = await cloud.SwiftFace.SendAsync(HttpMethod.Put, $"/{new string('c', 257)}");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Metadata_past_its_limit_is_400()
    {
        using var response = await cloud.SwiftFace.SendAsync(
            HttpMethod.Put, $"/{_container}/key", _body, ("X-Object-Meta-Large", new string('x', 5000)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}

using System.Net.Http.Json;
using System.Text.Json;

namespace Basalt.Tests.Conformance.Clients;

/// <summary>Swift by hand: for what no well-behaved client does.</summary>
internal sealed class SwiftFace(HttpClient http, string storageUrl, string token)
{
    private static readonly string[] s_methods = ["password"];

    public string Token => token;

    /// <summary>The account's URL, from the catalog.</summary>
    public string StorageUrl => storageUrl;

    public SwiftFace WithToken(string other) => new(http, storageUrl, other);

    /// <summary>Logs in by name and password, as every client does (Keystone v3, POST /auth/tokens).</summary>
    public static async Task<SwiftFace> LoginAsync(HttpClient http, CloudAccess cloud)
    {
        using var response = await PostTokensAsync(http, cloud, cloud.Password);
        response.EnsureSuccessStatusCode();
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var service = body.RootElement.GetProperty("token").GetProperty("catalog").EnumerateArray()
            .Single(static s => s.GetProperty("type").GetString() == "object-store");
        var endpoint = service.GetProperty("endpoints").EnumerateArray()
            .Single(static e => e.GetProperty("interface").GetString() == "public");
        var token = response.Headers.GetValues("X-Subject-Token").Single();
        return new(http, endpoint.GetProperty("url").GetString()!, token);
    }

    public static Task<HttpResponseMessage> PostTokensAsync(HttpClient http, CloudAccess cloud, string password) =>
        http.PostAsJsonAsync(cloud.IdentityUrl.TrimEnd('/') + "/auth/tokens", new
        {
            auth = new
            {
                identity = new
                {
                    methods = s_methods,
                    password = new
                    {
                        user = new { name = cloud.UserName, domain = new { name = "Default" }, password },
                    },
                },
                scope = new { project = new { name = cloud.ProjectName, domain = new { name = "Default" } } },
            },
        });

    /// <param name="path">Below the account, from its slash, encoded as it goes out; nothing is resolved in it.</param>
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, byte[]? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body is null ? null : new ByteArrayContent(body), headers);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = New(method, path);
        request.Content = body;
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await http.SendAsync(request);
    }

    /// <summary>A GET whose body is still to be read.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path)
    {
        using var request = New(HttpMethod.Get, path);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    private HttpRequestMessage New(HttpMethod method, string path)
    {
        var asIs = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
        var request = new HttpRequestMessage(method, new Uri(storageUrl + path, asIs));
        request.Headers.TryAddWithoutValidation("X-Auth-Token", token);
        return request;
    }

    public async Task<string[]> NamesAsync(string container)
    {
        using var response = await SendAsync(HttpMethod.Get, $"/{container}?format=json");
        response.EnsureSuccessStatusCode();
        using var list = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return [.. list.RootElement.EnumerateArray().Select(static e => e.GetProperty("name").GetString()!)];
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Basalt.Tests.Support.Processes;

namespace Basalt.Tests.Conformance.Lifecycle;

/// <summary>The few requests these tests make, with what <c>openrc</c> says.</summary>
internal sealed class CloudClient(BasaltProcess cloud, HttpMessageHandler? handler = null) : IDisposable
{
    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler());

    public IReadOnlyDictionary<string, string> Environment { get; } = File
        .ReadLines(Path.Combine(cloud.DataPath, "openrc"))
        .Where(line => line.StartsWith("export ", StringComparison.Ordinal))
        .Select(line => line["export ".Length..].Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1].Trim('\''));

    public void Dispose() => _http.Dispose();

    /// <summary>A token scoped to the admin's project (Identity API v3, password authentication).</summary>
    public async Task<string> AuthenticateAsync(CancellationToken cancellation)
    {
        var domain = new { name = Environment["OS_USER_DOMAIN_NAME"] };
        var request = new
        {
            auth = new
            {
                identity = new
                {
                    methods = (string[])["password"],
                    password = new
                    {
                        user = new { name = Environment["OS_USERNAME"], password = Environment["OS_PASSWORD"], domain },
                    },
                },
                scope = new { project = new { name = Environment["OS_PROJECT_NAME"], domain } },
            },
        };
        using var response = await _http.PostAsJsonAsync($"{cloud.IdentityUrl}/auth/tokens", request, cancellation);
        if (response.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException(
                $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellation)}");
        return response.Headers.GetValues("X-Subject-Token").Single();
    }

    public async Task RevokeAsync(string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"{cloud.IdentityUrl}/auth/tokens");
        request.Headers.Add("X-Auth-Token", token);
        request.Headers.Add("X-Subject-Token", token);
        using var response = await _http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
    }

    public async Task<HttpStatusCode> PutAsync(string token, string path, byte[] body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{cloud.SwiftUrl}/{path}");
        request.Headers.Add("X-Auth-Token", token);
        request.Content = new ByteArrayContent(body);
        using var response = await _http.SendAsync(request, cancellation);
        return response.StatusCode;
    }

    public async Task<byte[]> GetAsync(string token, string path, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{cloud.SwiftUrl}/{path}");
        request.Headers.Add("X-Auth-Token", token);
        using var response = await _http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    public async Task<string> ReadAsync(Uri address, CancellationToken cancellation)
        => await _http.GetStringAsync(address, cancellation);

    public async Task<JsonElement> ReadCatalogAsync(string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{cloud.IdentityUrl}/auth/tokens");
        request.Headers.Add("X-Auth-Token", token);
        request.Headers.Add("X-Subject-Token", token);
        using var response = await _http.SendAsync(request, cancellation);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return body.GetProperty("token").GetProperty("catalog");
    }
}

using System.Security.Cryptography;
using System.Xml.Linq;
using Basalt.Tests.Support.Signing;

namespace Basalt.Tests.Conformance.Clients;

/// <summary>S3 by hand: for what no well-behaved client does.</summary>
internal sealed class S3Face(HttpClient http, Uri endpoint, AccessKey key)
{
    public AccessKey Key => key;

    /// <summary>The same endpoint for another signer.</summary>
    public S3Face As(AccessKey other) => new(http, endpoint, other);

    /// <param name="path">From its slash, encoded as it is to go out; nothing is resolved in it.</param>
    public Uri At(string path) =>
        new(endpoint.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions
        {
            DangerousDisablePathAndQueryCanonicalization = true,
        });

    public static string Encode(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, byte[]? body = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, TimeProvider.System.GetUtcNow(), body, headers);

    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, DateTimeOffset time, byte[]? body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, At(path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        SignatureV4.Sign(request, key, time, Convert.ToHexStringLower(SHA256.HashData(body ?? [])));
        return http.SendAsync(request);
    }

    /// <summary>The error's code; "no error document" if the body is something else.</summary>
    public static async Task<string> CodeAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        return body.StartsWith('<') && XDocument.Parse(body).Root is { Name.LocalName: "Error" } error
            ? error.Element("Code")?.Value ?? "no code"
            : $"no error document: {(int)response.StatusCode} {body}";
    }

    public async Task<string[]> KeysAsync(string bucket)
    {
        using var response = await SendAsync(HttpMethod.Get, $"/{bucket}?list-type=2");
        response.EnsureSuccessStatusCode();
        var list = XDocument.Parse(await response.Content.ReadAsStringAsync());
        return [.. list.Descendants().Where(static e => e.Name.LocalName == "Key").Select(static e => e.Value)];
    }
}

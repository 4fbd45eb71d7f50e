using System.Text.Json.Serialization;
using Basalt.Control.Api;

namespace Basalt.Control.Identity.Api;

/// <summary>Version discovery: <c>/</c> answers 300 with all versions (there is one), <c>/v3</c> answers it
/// alone.</summary>
internal static class Discovery
{
    private const string MediaType = "application/vnd.openstack.identity-v3+json";

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/", Policy.Discover, ListAsync);
        routes.Get("/v3", Policy.Discover, ShowAsync);
    }

    private static Task ListAsync(ApiRequest request) => request.WriteAsync(
        300, new VersionList(new VersionValues([View(request)])), IdentityJson.Default.VersionList);

    private static Task ShowAsync(ApiRequest request) =>
        request.WriteAsync(200, new VersionBody(View(request)), IdentityJson.Default.VersionBody);

    private static VersionView View(ApiRequest request) => new(
        "v3.14",
        "stable",
        "2020-04-07T00:00:00Z",
        [new VersionLink("self", request.Link("/v3/"))],
        [new VersionMediaType("application/json", MediaType)]);
}

internal sealed record VersionLink(string Rel, string Href);

internal sealed record VersionMediaType(string Base, string Type);

internal sealed record VersionView(
    string Id,
    string Status,
    string Updated,
    IReadOnlyList<VersionLink> Links,
    [property: JsonPropertyName("media-types")] IReadOnlyList<VersionMediaType> MediaTypes);

internal sealed record VersionValues(IReadOnlyList<VersionView> Values);

internal sealed record VersionList(VersionValues Versions);

internal sealed record VersionBody(VersionView Version);

using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Catalog.Model;
using Basalt.Control.Catalog.Store;

namespace Basalt.Control.Catalog.Api;

/// <summary><c>/v3/endpoints</c>: Identity API v3, "Service catalog and endpoints".</summary>
internal static class Endpoints
{
    private const int UrlLengthMax = 2_048;

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/v3/endpoints", Policy.ListEndpoints, ListAsync);
        routes.Post("/v3/endpoints", Policy.CreateEndpoint, CreateAsync);
        routes.Get("/v3/endpoints/{endpoint_id}", Policy.GetEndpoint, ShowAsync);
        routes.Patch("/v3/endpoints/{endpoint_id}", Policy.UpdateEndpoint, UpdateAsync);
        routes.Delete("/v3/endpoints/{endpoint_id}", Policy.DeleteEndpoint, DeleteAsync);
    }

    private static async Task ListAsync(ApiRequest request)
    {
        var page = request.ReadPage();
        var rows = await request.Service<CatalogStore>().ListEndpointsAsync(
            request.Query("interface"),
            request.Query("service_id"),
            request.Query("region_id"),
            page.Marker,
            page.Limit,
            request.Cancellation);
        var links = request.CutPage(rows, page, static row => row.Id);
        var body = new EndpointList([.. rows.Select(row => View(request, row))], links);
        await request.WriteAsync(200, body, CatalogJson.Default.EndpointList);
    }

    private static async Task ShowAsync(ApiRequest request) =>
        await AnswerAsync(request, 200, await FindAsync(request));

    private static async Task CreateAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("endpoint");
        var endpoint = new Endpoint
        {
            Id = Guid.NewGuid().ToString("N"),
            ServiceId = await ReadServiceAsync(request, fields),
            Interface = ReadInterface(fields),
            RegionId = await ReadRegionAsync(request, fields),
            Url = ReadUrl(fields),
            IsEnabled = fields.OptionalBoolean("enabled") ?? true,
            Extra = ExtraFields.Merge(null, Others(fields)),
        };
        await request.Service<CatalogStore>().AddAsync(endpoint, request.Cancellation);
        await AnswerAsync(request, 201, endpoint);
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var endpoint = await FindAsync(request);
        var fields = await request.ReadObjectAsync("endpoint");
        endpoint = endpoint with
        {
            ServiceId = fields.Has("service_id") ? await ReadServiceAsync(request, fields) : endpoint.ServiceId,
            Interface = fields.Has("interface") ? ReadInterface(fields) : endpoint.Interface,
            RegionId = fields.Has("region_id") || fields.Has("region")
                ? await ReadRegionAsync(request, fields)
                : endpoint.RegionId,
            Url = fields.Has("url") ? ReadUrl(fields) : endpoint.Url,
            IsEnabled = fields.OptionalBoolean("enabled") ?? endpoint.IsEnabled,
            Extra = ExtraFields.Merge(endpoint.Extra, Others(fields)),
        };
        await request.Service<CatalogStore>().UpdateAsync(endpoint, request.Cancellation);
        await AnswerAsync(request, 200, endpoint);
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var endpoint = await FindAsync(request);
        await request.Service<CatalogStore>().DeleteEndpointAsync(endpoint.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static async Task<string> ReadServiceAsync(ApiRequest request, JsonFields fields)
    {
        var id = fields.RequiredString("service_id");
        return await request.Service<CatalogStore>().FindServiceAsync(id, request.Cancellation) is null
            ? throw FaultException.BadRequest($"Could not find service: {id}.")
            : id;
    }

    private static string ReadInterface(JsonFields fields)
    {
        var face = fields.RequiredString("interface");
        return face is "public" or "internal" or "admin"
            ? face
            : throw FaultException.InvalidField("endpoint.interface", "is not one of 'admin', 'internal', 'public'");
    }

    /// <summary>Keystone makes a region that an endpoint names in the older field <c>region</c>.</summary>
    private static async Task<string?> ReadRegionAsync(ApiRequest request, JsonFields fields)
    {
        var store = request.Service<CatalogStore>();
        if (fields.OptionalString("region_id") is { } id)
        {
            return await store.FindRegionAsync(id, request.Cancellation) is null
                ? throw FaultException.BadRequest($"Could not find region: {id}.")
                : id;
        }

        if (fields.OptionalString("region") is not { Length: > 0 } name)
            return null;
        if (await store.FindRegionAsync(name, request.Cancellation) is null)
            await store.AddAsync(new Region { Id = name }, request.Cancellation);
        return name;
    }

    private static string ReadUrl(JsonFields fields)
    {
        var url = fields.RequiredString("url", UrlLengthMax);
        return UrlTemplate.IsValid(url)
            ? url
            : throw FaultException.BadRequest($"Malformed endpoint URL ({url}), see ERROR log for details.");
    }

    private static IReadOnlyDictionary<string, JsonElement> Others(JsonFields fields) => fields.Others(
        "id", "interface", "region", "region_id", "service_id", "url", "enabled", "links");

    private static async Task<Endpoint> FindAsync(ApiRequest request)
    {
        var id = request.Route("endpoint_id");
        return await request.Service<CatalogStore>().FindEndpointAsync(id, request.Cancellation)
            ?? throw FaultException.NotFound("endpoint", id);
    }

    private static Task AnswerAsync(ApiRequest request, int status, Endpoint endpoint) =>
        request.WriteAsync(status, new EndpointBody(View(request, endpoint)), CatalogJson.Default.EndpointBody);

    private static EndpointView View(ApiRequest request, Endpoint endpoint) => new(
        endpoint.Id,
        endpoint.Interface,
        endpoint.RegionId,
        endpoint.RegionId,
        endpoint.ServiceId,
        endpoint.Url,
        endpoint.IsEnabled,
        new SelfLink(request.Link($"/v3/endpoints/{endpoint.Id}")))
    {
        Extra = ExtraFields.Parse(endpoint.Extra),
    };
}

internal sealed record EndpointView(
    string Id,
    string Interface,
    string? Region,
    string? RegionId,
    string ServiceId,
    string Url,
    bool Enabled,
    SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

internal sealed record EndpointBody(EndpointView Endpoint);

internal sealed record EndpointList(IReadOnlyList<EndpointView> Endpoints, ListLinks Links);

using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Resources;
using Basalt.Control.Catalog.Model;
using Basalt.Control.Catalog.Store;

namespace Basalt.Control.Catalog.Api;

/// <summary><c>/v3/endpoints</c>: Identity API v3, "Service catalog and endpoints".</summary>
internal sealed class Endpoints()
    : Resource<Endpoint, EndpointView>("endpoint", "endpoints", CatalogJson.Default.EndpointView)
{
    private const int UrlLengthMax = 2_048;

    protected override IReadOnlyList<string> Fields { get; } =
        ["id", "interface", "region", "region_id", "service_id", "url", "enabled", "links"];

    public void Map(ApiRoutes routes) => Map(routes, "/v3/endpoints", Policy.Endpoints);

    protected override EndpointView View(ApiRequest request, Endpoint endpoint) => new(
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

    protected override string KeyOf(Endpoint endpoint) => endpoint.Id;

    protected override Task<Endpoint?> LoadAsync(ApiRequest request, string id) =>
        request.Service<CatalogStore>().FindEndpointAsync(id, request.Cancellation);

    protected override Task<List<Endpoint>> ListAsync(ApiRequest request, PageRequest page) =>
        request.Service<CatalogStore>().ListEndpointsAsync(
            request.Query("interface"),
            request.Query("service_id"),
            request.Query("region_id"),
            page.Marker,
            page.Limit,
            request.Cancellation);

    protected override async Task<Endpoint> CreateAsync(ApiRequest request, JsonFields fields)
    {
        var endpoint = new Endpoint
        {
            Id = Guid.NewGuid().ToString("N"),
            ServiceId = await ReadServiceAsync(request, fields),
            Interface = ReadInterface(fields),
            RegionId = await ReadRegionAsync(request, fields),
            Url = ReadUrl(fields),
            IsEnabled = fields.OptionalBoolean("enabled") ?? true,
            Extra = Extra(null, fields),
        };
        await request.Service<CatalogStore>().AddAsync(endpoint, request.Cancellation);
        return endpoint;
    }

    protected override async Task<Endpoint?> UpdateAsync(ApiRequest request, Endpoint endpoint, JsonFields fields)
    {
        endpoint = endpoint with
        {
            ServiceId = fields.Has("service_id") ? await ReadServiceAsync(request, fields) : endpoint.ServiceId,
            Interface = fields.Has("interface") ? ReadInterface(fields) : endpoint.Interface,
            RegionId = fields.Has("region_id") || fields.Has("region")
                ? await ReadRegionAsync(request, fields)
                : endpoint.RegionId,
            Url = fields.Has("url") ? ReadUrl(fields) : endpoint.Url,
            IsEnabled = fields.OptionalBoolean("enabled") ?? endpoint.IsEnabled,
            Extra = Extra(endpoint.Extra, fields),
        };
        await request.Service<CatalogStore>().UpdateAsync(endpoint, request.Cancellation);
        return endpoint;
    }

    protected override Task DeleteAsync(ApiRequest request, Endpoint endpoint) =>
        request.Service<CatalogStore>().DeleteEndpointAsync(endpoint.Id, request.Cancellation);

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

using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Resources;
using Basalt.Control.Catalog.Model;
using Basalt.Control.Catalog.Store;

namespace Basalt.Control.Catalog.Api;

/// <summary><c>/v3/services</c>: Identity API v3, "Service catalog and endpoints".</summary>
internal sealed class Services()
    : Resource<Service, ServiceView>("service", "services", CatalogJson.Default.ServiceView)
{
    protected override IReadOnlyList<string> Fields { get; } =
        ["id", "type", "name", "description", "enabled", "links"];

    public void Map(ApiRoutes routes) => Map(routes, "/v3/services", Policy.Services);

    protected override ServiceView View(ApiRequest request, Service service) => new(
        service.Id,
        service.Type,
        service.Name,
        service.Description,
        service.IsEnabled,
        new SelfLink(request.Link($"/v3/services/{service.Id}")))
    {
        Extra = ExtraFields.Parse(service.Extra),
    };

    protected override string KeyOf(Service service) => service.Id;

    protected override Task<Service?> LoadAsync(ApiRequest request, string id) =>
        request.Service<CatalogStore>().FindServiceAsync(id, request.Cancellation);

    protected override Task<List<Service>> ListAsync(ApiRequest request, PageRequest page) =>
        request.Service<CatalogStore>().ListServicesAsync(
            request.Query("type"), request.Query("name"), page.Marker, page.Limit, request.Cancellation);

    protected override async Task<Service> CreateAsync(ApiRequest request, JsonFields fields)
    {
        var service = new Service
        {
            Id = Guid.NewGuid().ToString("N"),
            Type = fields.RequiredString("type"),
            Name = fields.OptionalString("name") ?? "",
            Description = fields.OptionalString("description") ?? "",
            IsEnabled = fields.OptionalBoolean("enabled") ?? true,
            Extra = Extra(null, fields),
        };
        await request.Service<CatalogStore>().AddAsync(service, request.Cancellation);
        return service;
    }

    protected override async Task<Service?> UpdateAsync(ApiRequest request, Service service, JsonFields fields)
    {
        service = service with
        {
            Type = fields.Has("type") ? fields.RequiredString("type") : service.Type,
            Name = fields.OptionalString("name") ?? service.Name,
            Description = fields.OptionalString("description") ?? service.Description,
            IsEnabled = fields.OptionalBoolean("enabled") ?? service.IsEnabled,
            Extra = Extra(service.Extra, fields),
        };
        await request.Service<CatalogStore>().UpdateAsync(service, request.Cancellation);
        return service;
    }

    protected override Task DeleteAsync(ApiRequest request, Service service) =>
        request.Service<CatalogStore>().DeleteServiceAsync(service.Id, request.Cancellation);
}

internal sealed record ServiceView(
    string Id, string Type, string Name, string Description, bool Enabled, SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

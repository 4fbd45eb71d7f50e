using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Catalog.Model;
using Basalt.Control.Catalog.Store;

namespace Basalt.Control.Catalog.Api;

/// <summary><c>/v3/services</c>: Identity API v3, "Service catalog and endpoints".</summary>
internal static class Services
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/v3/services", Policy.ListServices, ListAsync);
        routes.Post("/v3/services", Policy.CreateService, CreateAsync);
        routes.Get("/v3/services/{service_id}", Policy.GetService, ShowAsync);
        routes.Patch("/v3/services/{service_id}", Policy.UpdateService, UpdateAsync);
        routes.Delete("/v3/services/{service_id}", Policy.DeleteService, DeleteAsync);
    }

    private static async Task ListAsync(ApiRequest request)
    {
        var page = request.ReadPage();
        var rows = await request.Service<CatalogStore>().ListServicesAsync(
            request.Query("type"), request.Query("name"), page.Marker, page.Limit, request.Cancellation);
        var links = request.CutPage(rows, page, static row => row.Id);
        var body = new ServiceList([.. rows.Select(row => View(request, row))], links);
        await request.WriteAsync(200, body, CatalogJson.Default.ServiceList);
    }

    private static async Task ShowAsync(ApiRequest request) =>
        await AnswerAsync(request, 200, await FindAsync(request));

    private static async Task CreateAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("service");
        var service = new Service
        {
            Id = Guid.NewGuid().ToString("N"),
            Type = fields.RequiredString("type"),
            Name = fields.OptionalString("name") ?? "",
            Description = fields.OptionalString("description") ?? "",
            IsEnabled = fields.OptionalBoolean("enabled") ?? true,
            Extra = ExtraFields.Merge(null, Others(fields)),
        };
        await request.Service<CatalogStore>().AddAsync(service, request.Cancellation);
        await AnswerAsync(request, 201, service);
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var service = await FindAsync(request);
        var fields = await request.ReadObjectAsync("service");
        service = service with
        {
            Type = fields.Has("type") ? fields.RequiredString("type") : service.Type,
            Name = fields.OptionalString("name") ?? service.Name,
            Description = fields.OptionalString("description") ?? service.Description,
            IsEnabled = fields.OptionalBoolean("enabled") ?? service.IsEnabled,
            Extra = ExtraFields.Merge(service.Extra, Others(fields)),
        };
        await request.Service<CatalogStore>().UpdateAsync(service, request.Cancellation);
        await AnswerAsync(request, 200, service);
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var service = await FindAsync(request);
        await request.Service<CatalogStore>().DeleteServiceAsync(service.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static IReadOnlyDictionary<string, JsonElement> Others(JsonFields fields) =>
        fields.Others("id", "type", "name", "description", "enabled", "links");

    private static async Task<Service> FindAsync(ApiRequest request)
    {
        var id = request.Route("service_id");
        return await request.Service<CatalogStore>().FindServiceAsync(id, request.Cancellation)
            ?? throw FaultException.NotFound("service", id);
    }

    private static Task AnswerAsync(ApiRequest request, int status, Service service) =>
        request.WriteAsync(status, new ServiceBody(View(request, service)), CatalogJson.Default.ServiceBody);

    private static ServiceView View(ApiRequest request, Service service) => new(
        service.Id,
        service.Type,
        service.Name,
        service.Description,
        service.IsEnabled,
        new SelfLink(request.Link($"/v3/services/{service.Id}")))
    {
        Extra = ExtraFields.Parse(service.Extra),
    };
}

internal sealed record ServiceView(
    string Id, string Type, string Name, string Description, bool Enabled, SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

internal sealed record ServiceBody(ServiceView Service);

internal sealed record ServiceList(IReadOnlyList<ServiceView> Services, ListLinks Links);

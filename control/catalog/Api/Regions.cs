using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Catalog.Model;
using Basalt.Control.Catalog.Store;

namespace Basalt.Control.Catalog.Api;

/// <summary><c>/v3/regions</c>: Identity API v3, "Regions".</summary>
internal static class Regions
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get("/v3/regions", Policy.ListRegions, ListAsync);
        routes.Post("/v3/regions", Policy.CreateRegion, CreateAsync);
        routes.Get("/v3/regions/{region_id}", Policy.GetRegion, ShowAsync);
        routes.Patch("/v3/regions/{region_id}", Policy.UpdateRegion, UpdateAsync);
        routes.Delete("/v3/regions/{region_id}", Policy.DeleteRegion, DeleteAsync);
    }

    private static async Task ListAsync(ApiRequest request)
    {
        var page = request.ReadPage();
        var rows = await request.Service<CatalogStore>().ListRegionsAsync(
            request.Query("parent_region_id"), page.Marker, page.Limit, request.Cancellation);
        var links = request.CutPage(rows, page, static row => row.Id);
        var body = new RegionList([.. rows.Select(row => View(request, row))], links);
        await request.WriteAsync(200, body, CatalogJson.Default.RegionList);
    }

    private static async Task ShowAsync(ApiRequest request) =>
        await AnswerAsync(request, 200, await FindAsync(request, request.Route("region_id")));

    private static async Task CreateAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("region");
        var region = new Region
        {
            Id = fields.OptionalString("id") is { Length: > 0 } id ? id : Guid.NewGuid().ToString("N"),
            Description = fields.OptionalString("description") ?? "",
            ParentRegionId = await ReadParentAsync(request, fields),
            Extra = ExtraFields.Merge(null, fields.Others("id", "description", "parent_region_id", "links")),
        };
        if (!await request.Service<CatalogStore>().AddAsync(region, request.Cancellation))
            throw FaultException.Conflict("region", $"Duplicate ID, {region.Id}");
        await AnswerAsync(request, 201, region);
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var region = await FindAsync(request, request.Route("region_id"));
        var fields = await request.ReadObjectAsync("region");
        region = region with
        {
            Description = fields.OptionalString("description") ?? region.Description,
            ParentRegionId = fields.Has("parent_region_id")
                ? await ReadParentAsync(request, fields)
                : region.ParentRegionId,
            Extra = ExtraFields.Merge(region.Extra, fields.Others("id", "description", "parent_region_id", "links")),
        };
        await request.Service<CatalogStore>().UpdateAsync(region, request.Cancellation);
        await AnswerAsync(request, 200, region);
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var region = await FindAsync(request, request.Route("region_id"));
        if (!await request.Service<CatalogStore>().DeleteRegionAsync(region.Id, request.Cancellation))
        {
            throw new FaultException(
                403,
                "Forbidden",
                $"Unable to delete region {region.Id} because it or its child regions have endpoints.");
        }

        await request.WriteStatusAsync(204);
    }

    private static async Task<string?> ReadParentAsync(ApiRequest request, JsonFields fields) =>
        fields.OptionalString("parent_region_id") is { Length: > 0 } parent
            ? (await FindAsync(request, parent)).Id
            : null;

    private static async Task<Region> FindAsync(ApiRequest request, string id) =>
        await request.Service<CatalogStore>().FindRegionAsync(id, request.Cancellation)
            ?? throw FaultException.NotFound("region", id);

    private static Task AnswerAsync(ApiRequest request, int status, Region region) =>
        request.WriteAsync(status, new RegionBody(View(request, region)), CatalogJson.Default.RegionBody);

    private static RegionView View(ApiRequest request, Region region) => new(
        region.Id,
        region.Description,
        region.ParentRegionId,
        new SelfLink(request.Link($"/v3/regions/{Uri.EscapeDataString(region.Id)}")))
    {
        Extra = ExtraFields.Parse(region.Extra),
    };
}

internal sealed record RegionView(string Id, string Description, string? ParentRegionId, SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

internal sealed record RegionBody(RegionView Region);

internal sealed record RegionList(IReadOnlyList<RegionView> Regions, ListLinks Links);

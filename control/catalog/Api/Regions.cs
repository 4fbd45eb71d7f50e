using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Resources;
using Basalt.Control.Catalog.Model;
using Basalt.Control.Catalog.Store;

namespace Basalt.Control.Catalog.Api;

/// <summary><c>/v3/regions</c>: Identity API v3, "Regions".</summary>
internal sealed class Regions() : Resource<Region, RegionView>("region", "regions", CatalogJson.Default.RegionView)
{
    protected override IReadOnlyList<string> Fields { get; } = ["id", "description", "parent_region_id", "links"];

    public void Map(ApiRoutes routes) => Map(routes, "/v3/regions", Policy.Regions);

    protected override RegionView View(ApiRequest request, Region region) => new(
        region.Id,
        region.Description,
        region.ParentRegionId,
        new SelfLink(request.Link($"/v3/regions/{Uri.EscapeDataString(region.Id)}")))
    {
        Extra = ExtraFields.Parse(region.Extra),
    };

    protected override string KeyOf(Region region) => region.Id;

    protected override Task<Region?> LoadAsync(ApiRequest request, string id) =>
        request.Service<CatalogStore>().FindRegionAsync(id, request.Cancellation);

    protected override Task<List<Region>> ListAsync(ApiRequest request, PageRequest page) =>
        request.Service<CatalogStore>().ListRegionsAsync(
            request.Query("parent_region_id"), page.Marker, page.Limit, request.Cancellation);

    protected override async Task<Region> CreateAsync(ApiRequest request, JsonFields fields)
    {
        var region = new Region
        {
            Id = fields.OptionalString("id") is { Length: > 0 } id ? id : Guid.NewGuid().ToString("N"),
            Description = fields.OptionalString("description") ?? "",
            ParentRegionId = await ReadParentAsync(request, fields),
            Extra = Extra(null, fields),
        };
        return await request.Service<CatalogStore>().AddAsync(region, request.Cancellation)
            ? region
            : throw FaultException.Conflict("region", $"Duplicate ID, {region.Id}");
    }

    protected override async Task<Region?> UpdateAsync(ApiRequest request, Region region, JsonFields fields)
    {
        region = region with
        {
            Description = fields.OptionalString("description") ?? region.Description,
            ParentRegionId = fields.Has("parent_region_id")
                ? await ReadParentAsync(request, fields)
                : region.ParentRegionId,
            Extra = Extra(region.Extra, fields),
        };
        await request.Service<CatalogStore>().UpdateAsync(region, request.Cancellation);
        return region;
    }

    protected override async Task DeleteAsync(ApiRequest request, Region region)
    {
        if (!await request.Service<CatalogStore>().DeleteRegionAsync(region.Id, request.Cancellation))
        {
            throw new FaultException(
                403,
                "Forbidden",
                $"Unable to delete region {region.Id} because it or its child regions have endpoints.");
        }
    }

    private async Task<string?> ReadParentAsync(ApiRequest request, JsonFields fields)
    {
        if (fields.OptionalString("parent_region_id") is not { Length: > 0 } id)
            return null;
        var parent = await LoadAsync(request, id) ?? throw FaultException.NotFound("region", id);
        return parent.Id;
    }
}

internal sealed record RegionView(string Id, string Description, string? ParentRegionId, SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

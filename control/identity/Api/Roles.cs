using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/roles</c>: Identity API v3, "Roles".</summary>
internal static class Roles
{
    private const int DescriptionLengthMax = 4_096;

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/v3/roles", Policy.ListRoles, ListAsync);
        routes.Post("/v3/roles", Policy.CreateRole, CreateAsync);
        routes.Get("/v3/roles/{role_id}", Policy.GetRole, ShowAsync);
        routes.Patch("/v3/roles/{role_id}", Policy.UpdateRole, UpdateAsync);
        routes.Delete("/v3/roles/{role_id}", Policy.DeleteRole, DeleteAsync);
    }

    public static async Task<Role> FindAsync(ApiRequest request, string routeKey = "role_id")
    {
        var id = request.Route(routeKey);
        return await request.Service<RoleStore>().FindAsync(id, request.Cancellation)
            ?? throw FaultException.NotFound("role", id);
    }

    public static RoleView View(ApiRequest request, Role role) => new(
        role.Id,
        role.Name,
        role.DomainId.Length == 0 ? null : role.DomainId,
        role.Description,
        ResourceOptions.None,
        new SelfLink(request.Link($"/v3/roles/{role.Id}")))
    {
        Extra = ExtraFields.Parse(role.Extra),
    };

    private static async Task ListAsync(ApiRequest request)
    {
        var page = request.ReadPage();
        var rows = await request.Service<RoleStore>().ListAsync(
            request.Query("domain_id"), request.Query("name"), page.Marker, page.Limit, request.Cancellation);
        var links = request.CutPage(rows, page, static row => row.Id);
        await request.WriteAsync(
            200, new RoleList([.. rows.Select(row => View(request, row))], links), IdentityJson.Default.RoleList);
    }

    private static async Task ShowAsync(ApiRequest request) =>
        await AnswerAsync(request, 200, await FindAsync(request));

    private static async Task CreateAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("role");
        var domainId = fields.OptionalString("domain_id") ?? "";
        if (domainId.Length > 0
            && await request.Service<DomainStore>().FindAsync(domainId, request.Cancellation) is null)
            throw FaultException.NotFound("domain", domainId);
        var role = new Role
        {
            Id = Guid.NewGuid().ToString("N"),
            Name = fields.RequiredString("name"),
            DomainId = domainId,
            Description = fields.OptionalString("description", DescriptionLengthMax),
            Extra = ExtraFields.Merge(null, Others(fields)),
        };
        await request.Service<RoleStore>().AddAsync(role, request.Cancellation);
        await AnswerAsync(request, 201, role);
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var role = await FindAsync(request);
        var fields = await request.ReadObjectAsync("role");
        var name = fields.Has("name") ? fields.RequiredString("name") : null;
        var isDescriptionSet = fields.Has("description");
        var description = fields.OptionalString("description", DescriptionLengthMax);
        var others = Others(fields);
        var changed = await request.Service<RoleStore>().UpdateAsync(
            role.Id,
            row => row with
            {
                Name = name ?? row.Name,
                Description = isDescriptionSet ? description : row.Description,
                Extra = ExtraFields.Merge(row.Extra, others),
            },
            request.Cancellation);
        await AnswerAsync(request, 200, changed ?? throw FaultException.NotFound("role", role.Id));
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var role = await FindAsync(request);
        await request.Service<RoleStore>().DeleteAsync(role.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static IReadOnlyDictionary<string, JsonElement> Others(JsonFields fields) =>
        fields.Others("id", "name", "domain_id", "description", "options", "links");

    private static Task AnswerAsync(ApiRequest request, int status, Role role) =>
        request.WriteAsync(status, new RoleBody(View(request, role)), IdentityJson.Default.RoleBody);
}

internal sealed record RoleView(
    string Id, string Name, string? DomainId, string? Description, ResourceOptions Options, SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

internal sealed record RoleBody(RoleView Role);

internal sealed record RoleList(IReadOnlyList<RoleView> Roles, ListLinks Links);

using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Resources;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/roles</c>: Identity API v3, "Roles".</summary>
internal sealed class Roles() : Resource<Role, RoleView>("role", "roles", IdentityJson.Default.RoleView)
{
    private const int DescriptionLengthMax = 4_096;

    protected override IReadOnlyList<string> Fields { get; } =
        ["id", "name", "domain_id", "description", "options", "links"];

    public void Map(ApiRoutes routes) => Map(routes, "/v3/roles", Policy.Roles);

    protected override RoleView View(ApiRequest request, Role role) => new(
        role.Id,
        role.Name,
        role.DomainId.Length == 0 ? null : role.DomainId,
        role.Description,
        ResourceOptions.None,
        new SelfLink(request.Link($"/v3/roles/{role.Id}")))
    {
        Extra = ExtraFields.Parse(role.Extra),
    };

    protected override string KeyOf(Role role) => role.Id;

    protected override Task<Role?> LoadAsync(ApiRequest request, string id) =>
        request.Service<RoleStore>().FindAsync(id, request.Cancellation);

    protected override Task<List<Role>> ListAsync(ApiRequest request, PageRequest page) =>
        request.Service<RoleStore>().ListAsync(
            request.Query("domain_id"), request.Query("name"), page.Marker, page.Limit, request.Cancellation);

    protected override async Task<Role> CreateAsync(ApiRequest request, JsonFields fields)
    {
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
            Extra = Extra(null, fields),
        };
        await request.Service<RoleStore>().AddAsync(role, request.Cancellation);
        return role;
    }

    protected override Task<Role?> UpdateAsync(ApiRequest request, Role role, JsonFields fields)
    {
        var name = fields.Has("name") ? fields.RequiredString("name") : null;
        var isDescriptionSet = fields.Has("description");
        var description = fields.OptionalString("description", DescriptionLengthMax);
        return request.Service<RoleStore>().UpdateAsync(
            role.Id,
            row => row with
            {
                Name = name ?? row.Name,
                Description = isDescriptionSet ? description : row.Description,
                Extra = Extra(row.Extra, fields),
            },
            request.Cancellation);
    }

    protected override Task DeleteAsync(ApiRequest request, Role role) =>
        request.Service<RoleStore>().DeleteAsync(role.Id, request.Cancellation);
}

internal sealed record RoleView(
    string Id, string Name, string? DomainId, string? Description, ResourceOptions Options, SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

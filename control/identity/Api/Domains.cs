using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Policy;
using Basalt.Control.Api.Resources;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/domains</c>: Identity API v3, "Domains".</summary>
internal sealed class Domains() : Resource<Domain, DomainView>("domain", "domains", IdentityJson.Default.DomainView)
{
    private const int DescriptionLengthMax = 4_096;

    protected override IReadOnlyList<string> Fields { get; } =
        ["id", "name", "description", "enabled", "tags", "options", "links", "is_domain"];

    /// <summary>The domain that a list of what domains own is cut to: a caller that may see one domain only sees
    /// that one, unless it asked for another.</summary>
    public static string? AuthorizeList(ApiRequest request)
    {
        var domainId = request.Query("domain_id") ?? request.Caller.DomainId;
        request.Authorize(new PolicyTarget(DomainId: domainId));
        return domainId;
    }

    /// <summary>The domain of something new: the one named, or the caller's own.</summary>
    public static async Task<string> ReadOwnerAsync(ApiRequest request, JsonFields fields)
    {
        var domainId = fields.OptionalString("domain_id") ?? OfCaller(request);
        request.Authorize(new PolicyTarget(DomainId: domainId));
        return await request.Service<DomainStore>().FindAsync(domainId, request.Cancellation) is null
            ? throw FaultException.NotFound("domain", domainId)
            : domainId;
    }

    public static string OfCaller(ApiRequest request) =>
        request.Caller.DomainId ?? request.Caller.ProjectDomainId ?? Domain.DefaultId;

    public void Map(ApiRoutes routes) => Map(routes, "/v3/domains", Policy.Domains);

    protected override DomainView View(ApiRequest request, Domain domain) => new(
        domain.Id,
        domain.Name,
        domain.Description,
        domain.IsEnabled,
        Tags.Parse(domain.Tags),
        ResourceOptions.None,
        new SelfLink(request.Link($"/v3/domains/{domain.Id}")))
    {
        Extra = ExtraFields.Parse(domain.Extra),
    };

    protected override string KeyOf(Domain domain) => domain.Id;

    protected override PolicyTarget? TargetOf(Domain? domain) => new(DomainId: domain?.Id);

    protected override Task<Domain?> LoadAsync(ApiRequest request, string id) =>
        request.Service<DomainStore>().FindAsync(id, request.Cancellation);

    protected override Task<List<Domain>> ListAsync(ApiRequest request, PageRequest page) =>
        request.Service<DomainStore>().ListAsync(
            request.Query("name"), request.QueryFlag("enabled"), page.Marker, page.Limit, request.Cancellation);

    protected override async Task<Domain> CreateAsync(ApiRequest request, JsonFields fields)
    {
        var domain = new Domain
        {
            Id = Guid.NewGuid().ToString("N"),
            Name = fields.RequiredString("name"),
            Description = fields.OptionalString("description", DescriptionLengthMax) ?? "",
            IsEnabled = fields.OptionalBoolean("enabled") ?? true,
            Tags = Tags.Read(fields, null),
            Extra = Extra(null, fields),
        };
        await request.Service<DomainStore>().AddAsync(domain, request.Cancellation);
        return domain;
    }

    protected override Task<Domain?> UpdateAsync(ApiRequest request, Domain domain, JsonFields fields)
    {
        var name = fields.Has("name") ? fields.RequiredString("name") : null;
        var description = fields.OptionalString("description", DescriptionLengthMax);
        var isEnabled = fields.OptionalBoolean("enabled");
        var time = request.Service<TimeProvider>();
        return request.Service<DomainStore>().UpdateAsync(
            domain.Id,
            row => row with
            {
                Name = name ?? row.Name,
                Description = description ?? row.Description,
                IsEnabled = isEnabled ?? row.IsEnabled,
                Tags = Tags.Read(fields, row.Tags),
                TokensInvalidBeforeUs = isEnabled == false && row.IsEnabled
                    ? UnixMicroseconds.From(time.GetUtcNow())
                    : row.TokensInvalidBeforeUs,
                Extra = Extra(row.Extra, fields),
            },
            request.Cancellation);
    }

    protected override async Task DeleteAsync(ApiRequest request, Domain domain)
    {
        if (domain.IsEnabled)
        {
            throw new FaultException(
                403, "Forbidden", "Cannot delete a domain that is enabled, please disable it first.");
        }

        await request.Service<DomainStore>().DeleteAsync(domain.Id, request.Cancellation);
    }
}

internal sealed record DomainView(
    string Id,
    string Name,
    string Description,
    bool Enabled,
    IReadOnlyList<string> Tags,
    ResourceOptions Options,
    SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

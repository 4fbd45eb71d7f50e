using System.Text.Json;
using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Json;
using Basalt.Control.Api.Policy;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/domains</c>: Identity API v3, "Domains".</summary>
internal static class Domains
{
    private const int DescriptionLengthMax = 4_096;

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/v3/domains", Policy.ListDomains, ListAsync);
        routes.Post("/v3/domains", Policy.CreateDomain, CreateAsync);
        routes.Get("/v3/domains/{domain_id}", Policy.GetDomain, ShowAsync);
        routes.Patch("/v3/domains/{domain_id}", Policy.UpdateDomain, UpdateAsync);
        routes.Delete("/v3/domains/{domain_id}", Policy.DeleteDomain, DeleteAsync);
    }

    public static DomainView View(ApiRequest request, Domain domain) => new(
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

    private static async Task ListAsync(ApiRequest request)
    {
        var page = request.ReadPage();
        var rows = await request.Service<DomainStore>().ListAsync(
            request.Query("name"), request.QueryFlag("enabled"), page.Marker, page.Limit, request.Cancellation);
        var links = request.CutPage(rows, page, static row => row.Id);
        await request.WriteAsync(
            200, new DomainList([.. rows.Select(row => View(request, row))], links), IdentityJson.Default.DomainList);
    }

    private static async Task ShowAsync(ApiRequest request) =>
        await AnswerAsync(request, 200, await FindAsync(request));

    private static async Task CreateAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("domain");
        var domain = new Domain
        {
            Id = Guid.NewGuid().ToString("N"),
            Name = fields.RequiredString("name"),
            Description = fields.OptionalString("description", DescriptionLengthMax) ?? "",
            IsEnabled = fields.OptionalBoolean("enabled") ?? true,
            Tags = Tags.Read(fields, null),
            Extra = ExtraFields.Merge(null, Others(fields)),
        };
        await request.Service<DomainStore>().AddAsync(domain, request.Cancellation);
        await AnswerAsync(request, 201, domain);
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var domain = await FindAsync(request);
        var fields = await request.ReadObjectAsync("domain");
        var name = fields.Has("name") ? fields.RequiredString("name") : null;
        var description = fields.OptionalString("description", DescriptionLengthMax);
        var isEnabled = fields.OptionalBoolean("enabled");
        var others = Others(fields);
        var time = request.Service<TimeProvider>();
        var changed = await request.Service<DomainStore>().UpdateAsync(
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
                Extra = ExtraFields.Merge(row.Extra, others),
            },
            request.Cancellation);
        await AnswerAsync(request, 200, changed ?? throw FaultException.NotFound("domain", domain.Id));
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var domain = await FindAsync(request);
        if (domain.IsEnabled)
        {
            throw new FaultException(
                403, "Forbidden", "Cannot delete a domain that is enabled, please disable it first.");
        }

        await request.Service<DomainStore>().DeleteAsync(domain.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static async Task<Domain> FindAsync(ApiRequest request)
    {
        var id = request.Route("domain_id");
        var domain = await request.Service<DomainStore>().FindAsync(id, request.Cancellation);
        request.Authorize(new PolicyTarget(DomainId: domain?.Id));
        return domain ?? throw FaultException.NotFound("domain", id);
    }

    private static IReadOnlyDictionary<string, JsonElement> Others(JsonFields fields) =>
        fields.Others("id", "name", "description", "enabled", "tags", "options", "links", "is_domain");

    private static Task AnswerAsync(ApiRequest request, int status, Domain domain) =>
        request.WriteAsync(status, new DomainBody(View(request, domain)), IdentityJson.Default.DomainBody);
}

/// <summary>The options object that every resource has; the options themselves come with the features they
/// steer.</summary>
internal sealed record ResourceOptions
{
    public static ResourceOptions None { get; } = new();
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

internal sealed record DomainBody(DomainView Domain);

internal sealed record DomainList(IReadOnlyList<DomainView> Domains, ListLinks Links);

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

/// <summary><c>/v3/projects</c>: Identity API v3, "Projects".</summary>
internal sealed class Projects(Users users)
    : Resource<Project, ProjectView>("project", "projects", IdentityJson.Default.ProjectView)
{
    private const int NameLengthMax = 64;
    private const int DescriptionLengthMax = 4_096;

    protected override IReadOnlyList<string> Fields { get; } =
    [
        "id", "name", "domain_id", "parent_id", "description", "enabled", "is_domain", "tags", "options", "links",
    ];

    public void Map(ApiRoutes routes)
    {
        Map(routes, "/v3/projects", Policy.Projects);
        routes.Get("/v3/users/{user_id}/projects", Policy.ListUserProjects, ListOfUserAsync);
    }

    protected override ProjectView View(ApiRequest request, Project project) => new(
        project.Id,
        project.Name,
        project.DomainId,
        project.ParentId ?? project.DomainId,
        project.Description,
        project.IsEnabled,
        IsDomain: false,
        Tags.Parse(project.Tags),
        ResourceOptions.None,
        new SelfLink(request.Link($"/v3/projects/{project.Id}")))
    {
        Extra = ExtraFields.Parse(project.Extra),
    };

    protected override string KeyOf(Project project) => project.Id;

    protected override PolicyTarget? TargetOf(Project? project) =>
        new(ProjectId: project?.Id, DomainId: project?.DomainId);

    protected override Task<Project?> LoadAsync(ApiRequest request, string id) =>
        request.Service<ProjectStore>().FindAsync(id, request.Cancellation);

    protected override async Task<List<Project>> ListAsync(ApiRequest request, PageRequest page)
    {
        var domainId = Domains.AuthorizeList(request);
        // Keystone's domains are projects as well; ours are not.
        if (request.QueryFlag("is_domain") == true)
            return [];
        return await request.Service<ProjectStore>().ListAsync(
            new ProjectFilter(
                domainId, request.Query("name"), request.Query("parent_id"), request.QueryFlag("enabled")),
            page.Marker,
            page.Limit,
            request.Cancellation);
    }

    protected override async Task<Project> CreateAsync(ApiRequest request, JsonFields fields)
    {
        if (fields.OptionalBoolean("is_domain") == true)
            throw FaultException.InvalidField("project.is_domain", "is not served here: make a domain");
        var (domainId, parentId) = await ReadPlaceAsync(request, fields);
        var project = new Project
        {
            Id = Guid.NewGuid().ToString("N"),
            Name = fields.RequiredString("name", NameLengthMax),
            DomainId = domainId,
            ParentId = parentId,
            Description = fields.OptionalString("description", DescriptionLengthMax) ?? "",
            IsEnabled = fields.OptionalBoolean("enabled") ?? true,
            Tags = Tags.Read(fields, null),
            Extra = Extra(null, fields),
        };
        await request.Service<ProjectStore>().AddAsync(project, request.Cancellation);
        return project;
    }

    protected override Task<Project?> UpdateAsync(ApiRequest request, Project project, JsonFields fields)
    {
        fields.Keep("domain_id", project.DomainId);
        if (fields.OptionalString("parent_id") is { } parent && parent != (project.ParentId ?? project.DomainId))
            throw new FaultException(403, "Forbidden", "Update of parent_id is not allowed.");
        var name = fields.Has("name") ? fields.RequiredString("name", NameLengthMax) : null;
        var description = fields.OptionalString("description", DescriptionLengthMax);
        var isEnabled = fields.OptionalBoolean("enabled");
        var time = request.Service<TimeProvider>();
        return request.Service<ProjectStore>().UpdateAsync(
            project.Id,
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

    protected override async Task DeleteAsync(ApiRequest request, Project project)
    {
        var store = request.Service<ProjectStore>();
        if (await store.HasChildrenAsync(project.Id, request.Cancellation))
        {
            throw new FaultException(
                403,
                "Forbidden",
                $"Cannot delete project {project.Id} since it is not a leaf in the hierarchy.");
        }

        await store.DeleteAsync(project.Id, request.Cancellation);
    }

    private async Task ListOfUserAsync(ApiRequest request)
    {
        var user = await users.FindAsync(request);
        var rows = await request.Service<UserScopes>().ListProjectsAsync(user.Id, request.Cancellation);
        var name = request.Query("name");
        await AnswerAllAsync(request, rows.Where(row => name is null || row.Name == name));
    }

    /// <summary>The domain and parent of a new project: the parent decides, then the domain named, then the
    /// caller's.</summary>
    private static async Task<(string DomainId, string? ParentId)> ReadPlaceAsync(ApiRequest request, JsonFields fields)
    {
        var domainId = fields.OptionalString("domain_id");
        Project? parent = null;
        if (fields.OptionalString("parent_id") is { } parentId && parentId != domainId)
        {
            parent = await request.Service<ProjectStore>().FindAsync(parentId, request.Cancellation);
            var domain = parent?.DomainId
                ?? (await request.Service<DomainStore>().FindAsync(parentId, request.Cancellation))?.Id;
            domainId = domain is not null && (domainId is null || domainId == domain) ? domain : "";
        }

        domainId ??= Domains.OfCaller(request);
        request.Authorize(new PolicyTarget(DomainId: domainId));
        return await request.Service<DomainStore>().FindAsync(domainId, request.Cancellation) is null
            ? throw FaultException.NotFound("domain or parent project", domainId)
            : (domainId, parent?.Id);
    }
}

internal sealed record ProjectView(
    string Id,
    string Name,
    string DomainId,
    string ParentId,
    string Description,
    bool Enabled,
    bool IsDomain,
    IReadOnlyList<string> Tags,
    ResourceOptions Options,
    SelfLink Links)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }
}

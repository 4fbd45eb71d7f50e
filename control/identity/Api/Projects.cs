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

/// <summary><c>/v3/projects</c>: Identity API v3, "Projects".</summary>
internal static class Projects
{
    private const int NameLengthMax = 64;
    private const int DescriptionLengthMax = 4_096;

    public static void Map(ApiRoutes routes)
    {
        routes.Get("/v3/projects", Policy.ListProjects, ListAsync);
        routes.Post("/v3/projects", Policy.CreateProject, CreateAsync);
        routes.Get("/v3/projects/{project_id}", Policy.GetProject, ShowAsync);
        routes.Patch("/v3/projects/{project_id}", Policy.UpdateProject, UpdateAsync);
        routes.Delete("/v3/projects/{project_id}", Policy.DeleteProject, DeleteAsync);
        routes.Get("/v3/users/{user_id}/projects", Policy.ListUserProjects, ListOfUserAsync);
    }

    public static ProjectView View(ApiRequest request, Project project) => new(
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

    private static async Task ListAsync(ApiRequest request)
    {
        // A caller that may see one domain only sees that one, whatever it asked for.
        var domainId = request.Query("domain_id") ?? request.Caller.DomainId;
        request.Authorize(new PolicyTarget(DomainId: domainId));
        var page = request.ReadPage();
        var rows = await request.Service<ProjectStore>().ListAsync(
            new ProjectFilter(
                domainId, request.Query("name"), request.Query("parent_id"), request.QueryFlag("enabled")),
            page.Marker,
            page.Limit,
            request.Cancellation);
        if (request.QueryFlag("is_domain") == true)
            rows.Clear();
        var links = request.CutPage(rows, page, static row => row.Id);
        await AnswerAsync(request, rows, links);
    }

    private static async Task ListOfUserAsync(ApiRequest request)
    {
        var user = await Users.FindAsync(request);
        var rows = await request.Service<UserScopes>().ListProjectsAsync(user.Id, request.Cancellation);
        var name = request.Query("name");
        await AnswerAsync(
            request,
            rows.Where(row => name is null || row.Name == name),
            new ListLinks(request.SelfUrl, null, null));
    }

    private static async Task ShowAsync(ApiRequest request) =>
        await AnswerAsync(request, 200, await FindAsync(request));

    private static async Task CreateAsync(ApiRequest request)
    {
        var fields = await request.ReadObjectAsync("project");
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
            Extra = ExtraFields.Merge(null, Others(fields)),
        };
        await request.Service<ProjectStore>().AddAsync(project, request.Cancellation);
        await AnswerAsync(request, 201, project);
    }

    private static async Task UpdateAsync(ApiRequest request)
    {
        var project = await FindAsync(request);
        var fields = await request.ReadObjectAsync("project");
        if (fields.OptionalString("domain_id") is { } domainId && domainId != project.DomainId)
            throw FaultException.InvalidField("project.domain_id", "cannot change");
        if (fields.OptionalString("parent_id") is { } parent && parent != (project.ParentId ?? project.DomainId))
            throw new FaultException(403, "Forbidden", "Update of parent_id is not allowed.");
        var name = fields.Has("name") ? fields.RequiredString("name", NameLengthMax) : null;
        var description = fields.OptionalString("description", DescriptionLengthMax);
        var isEnabled = fields.OptionalBoolean("enabled");
        var others = Others(fields);
        var time = request.Service<TimeProvider>();
        var changed = await request.Service<ProjectStore>().UpdateAsync(
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
                Extra = ExtraFields.Merge(row.Extra, others),
            },
            request.Cancellation);
        await AnswerAsync(request, 200, changed ?? throw FaultException.NotFound("project", project.Id));
    }

    private static async Task DeleteAsync(ApiRequest request)
    {
        var project = await FindAsync(request);
        var store = request.Service<ProjectStore>();
        if (await store.HasChildrenAsync(project.Id, request.Cancellation))
        {
            throw new FaultException(
                403,
                "Forbidden",
                $"Cannot delete project {project.Id} since it is not a leaf in the hierarchy.");
        }

        await store.DeleteAsync(project.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
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

        domainId ??= request.Caller.DomainId ?? request.Caller.ProjectDomainId ?? Domain.DefaultId;
        request.Authorize(new PolicyTarget(DomainId: domainId));
        return await request.Service<DomainStore>().FindAsync(domainId, request.Cancellation) is null
            ? throw FaultException.NotFound("domain or parent project", domainId)
            : (domainId, parent?.Id);
    }

    private static async Task<Project> FindAsync(ApiRequest request)
    {
        var id = request.Route("project_id");
        var project = await request.Service<ProjectStore>().FindAsync(id, request.Cancellation);
        request.Authorize(new PolicyTarget(ProjectId: project?.Id, DomainId: project?.DomainId));
        return project ?? throw FaultException.NotFound("project", id);
    }

    private static IReadOnlyDictionary<string, JsonElement> Others(JsonFields fields) => fields.Others(
        "id", "name", "domain_id", "parent_id", "description", "enabled", "is_domain", "tags", "options", "links");

    private static Task AnswerAsync(ApiRequest request, int status, Project project) =>
        request.WriteAsync(status, new ProjectBody(View(request, project)), IdentityJson.Default.ProjectBody);

    private static Task AnswerAsync(ApiRequest request, IEnumerable<Project> rows, ListLinks links) =>
        request.WriteAsync(
            200, new ProjectList([.. rows.Select(row => View(request, row))], links), IdentityJson.Default.ProjectList);
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

internal sealed record ProjectBody(ProjectView Project);

internal sealed record ProjectList(IReadOnlyList<ProjectView> Projects, ListLinks Links);

using System.Text.Json.Serialization;
using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/role_assignments</c>: who has which role where, as given or as it comes to.</summary>
internal static class RoleAssignments
{
    /// <summary>Rows that are looked at; Keystone has no paging here either.</summary>
    private const int RowCountMax = 10_000;

    public static void Map(ApiRoutes routes) =>
        routes.Get("/v3/role_assignments", Policy.ListRoleAssignments, ListAsync);

    private static async Task ListAsync(ApiRequest request)
    {
        var wanted = ReadFilter(request);
        var isEffective = request.QueryFlag("effective") == true;
        if (isEffective && wanted.GroupId is not null)
            throw FaultException.BadRequest(
                "Combining effective and group filter will always result in an empty list.");

        var store = request.Service<AssignmentStore>();
        List<EffectiveAssignment> rows;
        if (isEffective)
        {
            // What is given elsewhere may come to the wanted role and target: those are asked for afterwards.
            var given = await store.ListAsync(
                new AssignmentFilter { UserId = wanted.UserId, IsThroughGroups = true },
                RowCountMax,
                request.Cancellation);
            rows = await request.Service<EffectiveAssignments>().ExpandAsync(given, request.Cancellation);
            rows.RemoveAll(row => !IsWanted(row.Assignment, wanted));
        }
        else
        {
            rows = [.. (await store.ListAsync(wanted, RowCountMax, request.Cancellation))
                .Select(static row => new EffectiveAssignment(row, row))];
        }

        var names = request.QueryFlag("include_names") == true
            ? await AssignmentNames.ReadAsync(
                request.Service<IdentityDatabase>(),
                [.. rows.Select(static row => row.Assignment)],
                request.Cancellation)
            : null;
        await request.WriteAsync(
            200,
            new AssignmentList(
                [.. rows.Select(row => View(request, row, names))], new ListLinks(request.SelfUrl, null, null)),
            IdentityJson.Default.AssignmentList);
    }

    private static AssignmentFilter ReadFilter(ApiRequest request)
    {
        var project = request.Query("scope.project.id");
        var domain = request.Query("scope.domain.id");
        var isSystem = request.QueryFlag("scope.system") == true;
        return new AssignmentFilter
        {
            RoleId = request.Query("role.id"),
            UserId = request.Query("user.id"),
            GroupId = request.Query("group.id"),
            TargetKind = project is not null ? TargetKind.Project
                : domain is not null ? TargetKind.Domain
                : isSystem ? TargetKind.System
                : null,
            TargetId = project ?? domain ?? (isSystem ? Assignment.SystemId : null),
            IsInherited = request.Query("scope.OS-INHERIT:inherited_to") is null ? null : true,
        };
    }

    private static bool IsWanted(Assignment row, AssignmentFilter wanted) =>
        (wanted.RoleId is null || wanted.RoleId == row.RoleId)
        && (wanted.UserId is null || wanted.UserId == row.ActorId)
        && (wanted.TargetKind is null || wanted.TargetKind == row.TargetKind)
        && (wanted.TargetId is null || wanted.TargetId == row.TargetId);

    private static AssignmentView View(ApiRequest request, EffectiveAssignment row, AssignmentNames? names)
    {
        var assignment = row.Assignment;
        var actor = Reference(assignment.ActorId, names);
        return new AssignmentView(
            RoleReference(assignment.RoleId, names),
            Scope(assignment, names),
            new AssignmentLinks(request.Link(PathOf(row.Given)))
            {
                Membership = row.Given.ActorKind != assignment.ActorKind
                    ? request.Link($"/v3/groups/{row.Given.ActorId}/users/{assignment.ActorId}")
                    : null,
            })
        {
            User = assignment.ActorKind == ActorKind.User ? actor : null,
            Group = assignment.ActorKind == ActorKind.Group ? actor : null,
        };
    }

    private static AssignmentScope Scope(Assignment assignment, AssignmentNames? names) => new()
    {
        Project = assignment.TargetKind == TargetKind.Project ? Reference(assignment.TargetId, names) : null,
        Domain = assignment.TargetKind == TargetKind.Domain
            ? new ReferenceView(assignment.TargetId) { Name = names?.DomainName(assignment.TargetId) }
            : null,
        System = assignment.TargetKind == TargetKind.System ? new TokenSystem(true) : null,
        InheritedTo = assignment.IsInherited ? "projects" : null,
    };

    private static ReferenceView Reference(string id, AssignmentNames? names) =>
        names?.Find(id) is var (name, domainId, domainName)
            ? new ReferenceView(id) { Name = name, Domain = new NamedView(domainId, domainName) }
            : new ReferenceView(id);

    private static ReferenceView RoleReference(string id, AssignmentNames? names) =>
        names?.Find(id) is var (name, domainId, domainName)
            ? new ReferenceView(id)
            {
                Name = name,
                Domain = domainId.Length == 0 ? null : new NamedView(domainId, domainName),
            }
            : new ReferenceView(id);

    private static string PathOf(Assignment row)
    {
        var target = row.TargetKind switch
        {
            TargetKind.Project => $"/projects/{row.TargetId}",
            TargetKind.Domain => $"/domains/{row.TargetId}",
            TargetKind.System => "/system",
        };
        var actor = row.ActorKind switch
        {
            ActorKind.User => $"/users/{row.ActorId}",
            ActorKind.Group => $"/groups/{row.ActorId}",
        };
        var path = $"{target}{actor}/roles/{row.RoleId}";
        return row.IsInherited ? $"/v3/OS-INHERIT{path}/inherited_to_projects" : "/v3" + path;
    }
}

internal sealed record ReferenceView(string Id)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NamedView? Domain { get; init; }
}

internal sealed record AssignmentScope
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReferenceView? Project { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReferenceView? Domain { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TokenSystem? System { get; init; }

    [JsonPropertyName("OS-INHERIT:inherited_to")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InheritedTo { get; init; }
}

internal sealed record AssignmentLinks(string Assignment)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Membership { get; init; }
}

internal sealed record AssignmentView(ReferenceView Role, AssignmentScope Scope, AssignmentLinks Links)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReferenceView? User { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReferenceView? Group { get; init; }
}

internal sealed record AssignmentList(IReadOnlyList<AssignmentView> RoleAssignments, ListLinks Links);

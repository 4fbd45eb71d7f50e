using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Api;

/// <summary>Roles given to users and groups on projects, domains and the system: Identity API v3, "Roles",
/// "System role assignments" and OS-INHERIT.</summary>
internal sealed class Grants(Roles roles)
{
    private const int RoleCountMax = 1_000;

    private static readonly (TargetKind Kind, string Path)[] Targets =
    [
        (TargetKind.Project, "/projects/{target_id}"),
        (TargetKind.Domain, "/domains/{target_id}"),
        (TargetKind.System, "/system"),
    ];

    private static readonly (ActorKind Kind, string Path)[] Actors =
    [
        (ActorKind.User, "/users/{actor_id}"),
        (ActorKind.Group, "/groups/{actor_id}"),
    ];

    public void Map(ApiRoutes routes)
    {
        foreach (var target in Targets)
        {
            foreach (var actor in Actors)
            {
                Map(routes, new Place(actor.Kind, target.Kind, false), $"/v3{target.Path}{actor.Path}/roles", "");
                if (target.Kind != TargetKind.System)
                {
                    Map(
                        routes,
                        new Place(actor.Kind, target.Kind, true),
                        $"/v3/OS-INHERIT{target.Path}{actor.Path}/roles",
                        "/inherited_to_projects");
                }
            }
        }
    }

    private void Map(ApiRoutes routes, Place place, string path, string suffix)
    {
        routes.Get(path + suffix, Policy.ListGrants, request => ListAsync(request, place));
        routes.Get(path + "/{role_id}" + suffix, Policy.CheckGrant, request => CheckAsync(request, place));
        routes.Put(path + "/{role_id}" + suffix, Policy.CreateGrant, request => AddAsync(request, place));
        routes.Delete(path + "/{role_id}" + suffix, Policy.RevokeGrant, request => RemoveAsync(request, place));
    }

    private async Task ListAsync(ApiRequest request, Place place)
    {
        await CheckTargetAsync(request, place);
        await CheckActorAsync(request, place);
        var rows = await request.Service<AssignmentStore>().ListAsync(
            new AssignmentFilter
            {
                UserId = place.Actor == ActorKind.User ? request.Route("actor_id") : null,
                GroupId = place.Actor == ActorKind.Group ? request.Route("actor_id") : null,
                TargetKind = place.Target,
                TargetId = TargetId(request, place),
                IsInherited = place.IsInherited,
            },
            RoleCountMax,
            request.Cancellation);
        var revision = await request.Service<IdentityDatabase>().ReadAsync(request.Cancellation);
        var graph = await request.Service<RoleStore>().ReadGraphAsync(revision, request.Cancellation);
        await roles.AnswerAllAsync(request, rows.Select(row => graph.Find(row.RoleId)).OfType<Role>());
    }

    private static async Task CheckAsync(ApiRequest request, Place place)
    {
        var assignment = Read(request, place);
        if (!await request.Service<AssignmentStore>().ExistsAsync(assignment, request.Cancellation))
            throw NotGiven(assignment);
        await request.WriteStatusAsync(204);
    }

    private async Task AddAsync(ApiRequest request, Place place)
    {
        await CheckTargetAsync(request, place);
        await CheckActorAsync(request, place);
        await roles.FindAsync(request);
        await request.Service<AssignmentStore>().AddAsync(Read(request, place), request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static async Task RemoveAsync(ApiRequest request, Place place)
    {
        var assignment = Read(request, place);
        if (!await request.Service<AssignmentStore>().RemoveAsync(assignment, request.Cancellation))
            throw NotGiven(assignment);
        await request.WriteStatusAsync(204);
    }

    private static async Task CheckActorAsync(ApiRequest request, Place place)
    {
        var id = request.Route("actor_id");
        var (noun, isThere) = place.Actor switch
        {
            ActorKind.User => (
                "user", await request.Service<UserStore>().FindAsync(id, request.Cancellation) is not null),
            ActorKind.Group => (
                "group", await request.Service<GroupStore>().FindAsync(id, request.Cancellation) is not null),
        };
        if (!isThere)
            throw FaultException.NotFound(noun, id);
    }

    private static async Task CheckTargetAsync(ApiRequest request, Place place)
    {
        var id = TargetId(request, place);
        var (noun, isThere) = place.Target switch
        {
            TargetKind.Project => (
                "project", await request.Service<ProjectStore>().FindAsync(id, request.Cancellation) is not null),
            TargetKind.Domain => (
                "domain", await request.Service<DomainStore>().FindAsync(id, request.Cancellation) is not null),
            TargetKind.System => ("system", true),
        };
        if (!isThere)
            throw FaultException.NotFound(noun, id);
    }

    private static string TargetId(ApiRequest request, Place place) =>
        place.Target == TargetKind.System ? Assignment.SystemId : request.Route("target_id");

    private static Assignment Read(ApiRequest request, Place place) => new()
    {
        ActorKind = place.Actor,
        ActorId = request.Route("actor_id"),
        TargetKind = place.Target,
        TargetId = TargetId(request, place),
        RoleId = request.Route("role_id"),
        IsInherited = place.IsInherited,
    };

    private static FaultException NotGiven(Assignment assignment) => new(
        404,
        "Not Found",
        $"Could not find role assignment with role: {assignment.RoleId}, "
        + $"user or group: {assignment.ActorId}, project, domain, or system: {assignment.TargetId}.");

    private readonly record struct Place(ActorKind Actor, TargetKind Target, bool IsInherited);
}

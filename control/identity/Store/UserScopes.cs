using Basalt.Control.Identity.Model;
using LinqToDB;
using LinqToDB.Async;

namespace Basalt.Control.Identity.Store;

/// <summary>The projects and domains that a user has a role on, itself or through its groups, and that are
/// enabled.</summary>
internal sealed class UserScopes(IdentityDatabase database, AssignmentStore assignments)
{
    private const int AssignmentCountMax = 10_000;
    private const int TreeDepthMax = 16;

    public async Task<IReadOnlyList<Project>> ListProjectsAsync(string userId, CancellationToken cancellation)
    {
        var rows = await ReadAsync(userId, cancellation);
        using var connection = database.Open();
        var projects = connection.GetTable<Project>();
        var found = new Dictionary<string, Project>(StringComparer.Ordinal);

        var direct = Targets(rows, TargetKind.Project, isInherited: false);
        var domains = Targets(rows, TargetKind.Domain, isInherited: true);
        foreach (var project in await projects
            .Where(row => direct.Contains(row.Id) || domains.Contains(row.DomainId)).ToListAsync(cancellation))
            found[project.Id] = project;

        // Roles inherited from a project hold on all that stand below it.
        var parents = Targets(rows, TargetKind.Project, isInherited: true);
        for (var depth = 0; parents.Count > 0 && depth < TreeDepthMax; depth++)
        {
            var above = parents;
            var children = await projects
                .Where(row => row.ParentId != null && above.Contains(row.ParentId)).ToListAsync(cancellation);
            foreach (var project in children)
                found[project.Id] = project;
            parents = [.. children.Select(static project => project.Id)];
        }

        var enabledDomains = await connection.GetTable<Domain>()
            .Where(static row => row.IsEnabled).Select(static row => row.Id).ToListAsync(cancellation);
        return [.. found.Values
            .Where(project => project.IsEnabled && enabledDomains.Contains(project.DomainId))
            .OrderBy(static project => project.Id, StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<Domain>> ListDomainsAsync(string userId, CancellationToken cancellation)
    {
        var ids = Targets(await ReadAsync(userId, cancellation), TargetKind.Domain, isInherited: false);
        using var connection = database.Open();
        return await connection.GetTable<Domain>()
            .Where(row => row.IsEnabled && ids.Contains(row.Id)).OrderBy(static row => row.Id).ToListAsync(
                cancellation);
    }

    private Task<List<Assignment>> ReadAsync(string userId, CancellationToken cancellation) => assignments.ListAsync(
        new AssignmentFilter { UserId = userId, IsThroughGroups = true }, AssignmentCountMax, cancellation);

    private static List<string> Targets(List<Assignment> rows, TargetKind kind, bool isInherited) =>
        [.. rows.Where(row => row.TargetKind == kind && row.IsInherited == isInherited)
            .Select(static row => row.TargetId).Distinct()];
}

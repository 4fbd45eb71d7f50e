using Basalt.Control.Identity.Model;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Basalt.Control.Identity.Store;

/// <summary>Turns what was given into what it comes to: groups become their members, inherited roles come to the
/// projects below, and each role brings those that it implies.</summary>
internal sealed class EffectiveAssignments(IdentityDatabase database, RoleStore roles)
{
    private const int TreeDepthMax = 16;

    public async Task<List<EffectiveAssignment>> ExpandAsync(
        List<Assignment> given, CancellationToken cancellation)
    {
        using var connection = database.Open();
        var revision = await IdentityDatabase.ReadRevisionAsync(connection);
        var graph = await roles.ReadGraphAsync(revision, cancellation);
        var expanded = new HashSet<EffectiveAssignment>();
        foreach (var row in given)
        {
            var users = await ReadUsersAsync(connection, row, cancellation);
            var targets = await ReadTargetsAsync(connection, row, cancellation);
            foreach (var role in graph.Expand([row.RoleId]))
            {
                foreach (var user in users)
                {
                    foreach (var target in targets)
                    {
                        var assignment = row with
                        {
                            ActorKind = ActorKind.User,
                            ActorId = user,
                            TargetKind = row.IsInherited ? TargetKind.Project : row.TargetKind,
                            TargetId = target,
                            RoleId = role.Id,
                            IsInherited = false,
                        };
                        expanded.Add(new EffectiveAssignment(assignment, row));
                    }
                }
            }
        }

        return [.. expanded];
    }

    private static async Task<List<string>> ReadUsersAsync(
        DataConnection connection, Assignment row, CancellationToken cancellation) =>
        row.ActorKind == ActorKind.User
            ? [row.ActorId]
            : await connection.GetTable<Membership>()
                .Where(member => member.GroupId == row.ActorId)
                .Select(static member => member.UserId).ToListAsync(cancellation);

    private static async Task<List<string>> ReadTargetsAsync(
        DataConnection connection, Assignment row, CancellationToken cancellation)
    {
        if (!row.IsInherited)
            return [row.TargetId];
        if (row.TargetKind == TargetKind.Domain)
        {
            return await connection.GetTable<Project>()
                .Where(project => project.DomainId == row.TargetId)
                .Select(static project => project.Id).ToListAsync(cancellation);
        }

        var found = new List<string>();
        List<string> parents = [row.TargetId];
        for (var depth = 0; parents.Count > 0 && depth < TreeDepthMax; depth++)
        {
            var above = parents;
            parents = await connection.GetTable<Project>()
                .Where(project => project.ParentId != null && above.Contains(project.ParentId))
                .Select(static project => project.Id).ToListAsync(cancellation);
            found.AddRange(parents);
        }

        return found;
    }
}

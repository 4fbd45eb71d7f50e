using Basalt.Control.Identity.Model;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Basalt.Control.Identity.Store;

/// <summary>Who has which role where.</summary>
internal sealed class AssignmentStore(IdentityDatabase database)
{
    /// <summary>Parents of a project that are looked at for inherited roles; Keystone allows trees of 5.</summary>
    private const int AncestorCountMax = 16;

    private static readonly Func<IDataContext, string, int, string, string, Task<List<string>>> QueryRoleIds =
        CompiledQuery.Compile(
            static (IDataContext connection, string userId, int kind, string targetId, string domainId) =>
                (from row in connection.GetTable<Assignment>()
                 where (row.ActorKind == ActorKind.User && row.ActorId == userId)
                     || (row.ActorKind == ActorKind.Group
                         && connection.GetTable<Membership>().Any(
                             member => member.UserId == userId && member.GroupId == row.ActorId))
                 where ((int)row.TargetKind == kind && row.TargetId == targetId && !row.IsInherited)
                     || (row.TargetKind == TargetKind.Domain && row.TargetId == domainId && row.IsInherited)
                 select row.RoleId).Distinct().ToListAsync(CancellationToken.None));

    /// <summary>The roles given to the user and its groups on a project: on itself, or inherited from its domain or
    /// parents.</summary>
    public static async Task<List<string>> ReadProjectRolesAsync(
        DataConnection connection, string userId, Project project, CancellationToken cancellation)
    {
        var roles = await QueryRoleIds(
            connection, userId, (int)TargetKind.Project, project.Id, project.DomainId);
        var parentId = project.ParentId;
        for (var depth = 0; parentId is not null && depth < AncestorCountMax; depth++)
        {
            var id = parentId;
            var memberships = connection.GetTable<Membership>().Where(row => row.UserId == userId);
            roles.AddRange(await connection.GetTable<Assignment>()
                .Where(row => row.TargetKind == TargetKind.Project && row.TargetId == id && row.IsInherited)
                .Where(row => row.ActorKind == ActorKind.User && row.ActorId == userId
                    || row.ActorKind == ActorKind.Group && memberships.Any(member => member.GroupId == row.ActorId))
                .Select(static row => row.RoleId)
                .ToListAsync(cancellation));
            parentId = await connection.GetTable<Project>()
                .Where(row => row.Id == id).Select(static row => row.ParentId).FirstOrDefaultAsync(cancellation);
        }

        return roles;
    }

    /// <summary>No domain inherits, and no domain's id is empty: the last condition matches nothing.</summary>
    public static Task<List<string>> ReadDomainRolesAsync(DataConnection connection, string userId, string domainId) =>
        QueryRoleIds(connection, userId, (int)TargetKind.Domain, domainId, "");

    public static Task<List<string>> ReadSystemRolesAsync(DataConnection connection, string userId) =>
        QueryRoleIds(connection, userId, (int)TargetKind.System, Assignment.SystemId, "");

    public async Task<List<Assignment>> ListAsync(AssignmentFilter filter, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        IQueryable<Assignment> rows = connection.GetTable<Assignment>();
        if (filter.RoleId is { } roleId)
            rows = rows.Where(row => row.RoleId == roleId);
        if (filter.TargetKind is { } kind)
            rows = rows.Where(row => row.TargetKind == kind);
        if (filter.TargetId is { } targetId)
            rows = rows.Where(row => row.TargetId == targetId);
        if (filter.IsInherited is { } inherited)
            rows = rows.Where(row => row.IsInherited == inherited);
        if (filter.GroupId is { } groupId)
            rows = rows.Where(row => row.ActorKind == ActorKind.Group && row.ActorId == groupId);
        if (filter.UserId is { } userId)
        {
            var memberships = connection.GetTable<Membership>().Where(row => row.UserId == userId);
            rows = filter.IsThroughGroups
                ? rows.Where(row => row.ActorKind == ActorKind.User && row.ActorId == userId
                    || row.ActorKind == ActorKind.Group && memberships.Any(member => member.GroupId == row.ActorId))
                : rows.Where(row => row.ActorKind == ActorKind.User && row.ActorId == userId);
        }

        return await rows
            .OrderBy(static row => row.TargetKind).ThenBy(static row => row.TargetId)
            .ThenBy(static row => row.ActorKind).ThenBy(static row => row.ActorId).ThenBy(static row => row.RoleId)
            .Take(limit).ToListAsync(cancellation);
    }

    public async Task<bool> ExistsAsync(Assignment assignment, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await Matching(connection, assignment).AnyAsync(cancellation);
    }

    /// <summary>Giving a role again changes nothing.</summary>
    public Task AddAsync(Assignment assignment, CancellationToken cancellation) => database.ChangeAsync(
        (connection, token) => AddAsync(connection, assignment, token), cancellation);

    public static async Task AddAsync(DataConnection connection, Assignment assignment, CancellationToken cancellation)
    {
        if (!await Matching(connection, assignment).AnyAsync(cancellation))
            await connection.InsertAsync(assignment, token: cancellation);
    }

    /// <summary>False if the role was not given.</summary>
    public Task<bool> RemoveAsync(Assignment assignment, CancellationToken cancellation) => database.ChangeAsync(
        async (connection, token) => await Matching(connection, assignment).DeleteAsync(token) > 0, cancellation);

    private static IQueryable<Assignment> Matching(DataConnection connection, Assignment assignment) =>
        connection.GetTable<Assignment>().Where(row =>
            row.ActorKind == assignment.ActorKind && row.ActorId == assignment.ActorId
            && row.TargetKind == assignment.TargetKind && row.TargetId == assignment.TargetId
            && row.RoleId == assignment.RoleId && row.IsInherited == assignment.IsInherited);
}

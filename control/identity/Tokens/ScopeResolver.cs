using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;
using LinqToDB;
using LinqToDB.Async;

namespace Basalt.Control.Identity.Tokens;

/// <summary>Says what a user is in a scope now.</summary>
internal sealed class ScopeResolver(IdentityDatabase database, RoleStore roles)
{
    private static readonly Func<IDataContext, string, Task<User?>> QueryUser = CompiledQuery.Compile(
        static (IDataContext connection, string id) => connection.GetTable<User>()
            .Where(row => row.Id == id && row.IsEnabled).FirstOrDefaultAsync(CancellationToken.None));

    private static readonly Func<IDataContext, string, Task<Domain?>> QueryDomain = CompiledQuery.Compile(
        static (IDataContext connection, string id) => connection.GetTable<Domain>()
            .Where(row => row.Id == id && row.IsEnabled).FirstOrDefaultAsync(CancellationToken.None));

    private static readonly Func<IDataContext, string, Task<Project?>> QueryProject = CompiledQuery.Compile(
        static (IDataContext connection, string id) => connection.GetTable<Project>()
            .Where(row => row.Id == id && row.IsEnabled).FirstOrDefaultAsync(CancellationToken.None));

    /// <summary>Null if the user, the scope or a domain of theirs is gone or disabled, or if the user has no role
    /// there.</summary>
    public async Task<ScopedUser?> ResolveAsync(string userId, TokenScope scope, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var connection = database.Open();

        // Read first: an answer may be newer than its revision says, never older.
        var revision = await IdentityDatabase.ReadRevisionAsync(connection);
        if (await QueryUser(connection, userId) is not { } user
            || await QueryDomain(connection, user.DomainId) is not { } userDomain)
            return null;

        Project? project = null;
        Domain? scopeDomain = null;
        List<string> roleIds = [];
        switch (scope.Kind)
        {
            case ScopeKind.Project:
                if ((project = await QueryProject(connection, scope.Id!)) is null
                    || (scopeDomain = await QueryDomain(connection, project.DomainId)) is null)
                    return null;
                roleIds = await AssignmentStore.ReadProjectRolesAsync(connection, userId, project, cancellation);
                break;
            case ScopeKind.Domain:
                if ((scopeDomain = await QueryDomain(connection, scope.Id!)) is null)
                    return null;
                roleIds = await AssignmentStore.ReadDomainRolesAsync(connection, userId, scope.Id!);
                break;
            case ScopeKind.System:
                roleIds = await AssignmentStore.ReadSystemRolesAsync(connection, userId);
                break;
            case ScopeKind.Unscoped:
                break;
        }

        if (roleIds.Count == 0 && scope.Kind != ScopeKind.Unscoped)
            return null;
        var graph = await roles.ReadGraphAsync(revision, cancellation);
        return new ScopedUser(user, userDomain, scope, project, scopeDomain, graph.Expand(roleIds), revision);
    }
}

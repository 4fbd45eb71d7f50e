using Basalt.Control.Identity.Model;
using Basalt.Control.Store;
using LinqToDB;
using LinqToDB.Async;

namespace Basalt.Control.Identity.Store;

/// <summary>Roles, and which imply which.</summary>
internal sealed class RoleStore(IdentityDatabase database)
{
    private const string Noun = "role";

    private volatile RoleGraph? _graph;

    public async Task<Role?> FindAsync(string id, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Role>().FirstOrDefaultAsync(row => row.Id == id, cancellation);
    }

    /// <summary>Global roles unless a domain is named.</summary>
    public async Task<List<Role>> ListAsync(
        string? domainId, string? name, string? marker, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        var owner = domainId ?? "";
        var rows = connection.GetTable<Role>().Where(row => row.DomainId == owner);
        if (name is not null)
            rows = rows.Where(row => row.Name == name);
        return await rows.ReadPageAsync(static row => row.Id, marker, limit, cancellation);
    }

    public Task AddAsync(Role role, CancellationToken cancellation) =>
        database.AddAsync(role, Noun, role.Name, cancellation);

    /// <summary>Null if it is gone. The change may run twice, and does nothing else.</summary>
    public Task<Role?> UpdateAsync(string id, Func<Role, Role> change, CancellationToken cancellation) =>
        database.UpdateAsync(row => row.Id == id, change, Noun, static row => row.Name, cancellation);

    /// <summary>Its assignments and implications go with it.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellation) => database.ChangeAsync(
        (connection, token) => connection.GetTable<Role>().DeleteAsync(row => row.Id == id, token), cancellation);

    /// <summary>Adding an implication again changes nothing.</summary>
    public Task AddImpliedAsync(string priorId, string impliedId, CancellationToken cancellation) =>
        database.ChangeAsync(
            async (connection, token) =>
            {
                if (!await connection.GetTable<ImpliedRole>()
                    .AnyAsync(row => row.PriorRoleId == priorId && row.ImpliedRoleId == impliedId, token))
                {
                    await connection.InsertAsync(
                        new ImpliedRole { PriorRoleId = priorId, ImpliedRoleId = impliedId }, token: token);
                }
            },
            cancellation);

    /// <summary>False if there is no such implication.</summary>
    public Task<bool> RemoveImpliedAsync(string priorId, string impliedId, CancellationToken cancellation) =>
        database.ChangeAsync(
            async (connection, token) => await connection.GetTable<ImpliedRole>()
                .DeleteAsync(row => row.PriorRoleId == priorId && row.ImpliedRoleId == impliedId, token) > 0,
            cancellation);

    /// <summary>All roles at this revision; read again only after a change.</summary>
    public async Task<RoleGraph> ReadGraphAsync(ulong revision, CancellationToken cancellation)
    {
        var graph = _graph;
        if (graph?.Revision == revision)
            return graph;
        using var connection = database.Open();
        var roles = await connection.GetTable<Role>().ToListAsync(cancellation);
        var implied = await connection.GetTable<ImpliedRole>().ToListAsync(cancellation);
        return _graph = new RoleGraph(revision, roles, implied);
    }
}

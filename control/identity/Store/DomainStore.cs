using Basalt.Control.Identity.Model;
using Basalt.Control.Store;
using LinqToDB;
using LinqToDB.Async;

namespace Basalt.Control.Identity.Store;

/// <summary>Domains.</summary>
internal sealed class DomainStore(IdentityDatabase database)
{
    private const string Noun = "domain";

    public async Task<Domain?> FindAsync(string id, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Domain>().FirstOrDefaultAsync(row => row.Id == id, cancellation);
    }

    public async Task<Domain?> FindByNameAsync(string name, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Domain>().FirstOrDefaultAsync(row => row.Name == name, cancellation);
    }

    public async Task<List<Domain>> ListAsync(
        string? name, bool? isEnabled, string? marker, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        IQueryable<Domain> rows = connection.GetTable<Domain>();
        if (name is not null)
            rows = rows.Where(row => row.Name == name);
        if (isEnabled is { } enabled)
            rows = rows.Where(row => row.IsEnabled == enabled);
        return await rows.ReadPageAsync(static row => row.Id, marker, limit, cancellation);
    }

    public Task AddAsync(Domain domain, CancellationToken cancellation) =>
        database.AddAsync(domain, Noun, domain.Name, cancellation);

    /// <summary>Null if it is gone. The change may run twice, and does nothing else.</summary>
    public Task<Domain?> UpdateAsync(string id, Func<Domain, Domain> change, CancellationToken cancellation) =>
        database.UpdateAsync(row => row.Id == id, change, Noun, static row => row.Name, cancellation);

    /// <summary>Everything in the domain goes with it, in one transaction.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellation) => database.ChangeAsync(
        async (connection, token) =>
        {
            var projects = connection.GetTable<Project>().Where(row => row.DomainId == id);
            var users = connection.GetTable<User>().Where(row => row.DomainId == id);
            var groups = connection.GetTable<Group>().Where(row => row.DomainId == id);
            var assignments = connection.GetTable<Assignment>();
            await assignments.DeleteAsync(
                row => row.TargetKind == TargetKind.Domain && row.TargetId == id
                    || row.TargetKind == TargetKind.Project && projects.Any(project => project.Id == row.TargetId)
                    || row.ActorKind == ActorKind.User && users.Any(user => user.Id == row.ActorId)
                    || row.ActorKind == ActorKind.Group && groups.Any(group => group.Id == row.ActorId),
                token);
            await connection.GetTable<Credential>().DeleteAsync(
                row => projects.Any(project => project.Id == row.ProjectId), token);
            await groups.DeleteAsync(token);
            await users.DeleteAsync(token);

            // Parents are rows of the same table: cut the tree before its rows go.
            await projects.Set(static row => row.ParentId, (string?)null).UpdateAsync(token);
            await projects.DeleteAsync(token);
            await connection.GetTable<Role>().DeleteAsync(row => row.DomainId == id, token);
            await connection.GetTable<Domain>().DeleteAsync(row => row.Id == id, token);
        },
        cancellation);
}

using Basalt.Control.Identity.Model;
using Basalt.Control.Store;
using LinqToDB;
using LinqToDB.Async;

namespace Basalt.Control.Identity.Store;

/// <summary>Projects.</summary>
internal sealed class ProjectStore(IdentityDatabase database)
{
    private const string Noun = "project";

    public async Task<Project?> FindAsync(string id, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Project>().FirstOrDefaultAsync(row => row.Id == id, cancellation);
    }

    public async Task<Project?> FindByNameAsync(string domainId, string name, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Project>()
            .FirstOrDefaultAsync(row => row.DomainId == domainId && row.Name == name, cancellation);
    }

    public async Task<List<Project>> FindAllAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Project>()
            .Where(row => ids.Contains(row.Id)).OrderBy(static row => row.Id).ToListAsync(cancellation);
    }

    public async Task<List<Project>> ListAsync(
        ProjectFilter filter, string? marker, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        IQueryable<Project> rows = connection.GetTable<Project>();
        if (filter.DomainId is { } domainId)
            rows = rows.Where(row => row.DomainId == domainId);
        if (filter.Name is { } name)
            rows = rows.Where(row => row.Name == name);
        if (filter.IsEnabled is { } enabled)
            rows = rows.Where(row => row.IsEnabled == enabled);

        // A project at the top has its domain as parent.
        if (filter.ParentId is { } parent)
            rows = rows.Where(row => row.ParentId == parent || row.ParentId == null && row.DomainId == parent);
        return await rows.ReadPageAsync(static row => row.Id, marker, limit, cancellation);
    }

    public async Task<bool> HasChildrenAsync(string id, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Project>().AnyAsync(row => row.ParentId == id, cancellation);
    }

    public Task AddAsync(Project project, CancellationToken cancellation) =>
        database.AddAsync(project, Noun, NameOf(project), cancellation);

    /// <summary>Null if it is gone. The change may run twice, and does nothing else.</summary>
    public Task<Project?> UpdateAsync(string id, Func<Project, Project> change, CancellationToken cancellation) =>
        database.UpdateAsync(row => row.Id == id, change, Noun, static row => NameOf(row), cancellation);

    /// <summary>Its assignments and credentials go with it; a user's default project is cleared.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellation) => database.ChangeAsync(
        async (connection, token) =>
        {
            await connection.GetTable<Assignment>().DeleteAsync(
                row => row.TargetKind == TargetKind.Project && row.TargetId == id, token);
            await connection.GetTable<Credential>().DeleteAsync(row => row.ProjectId == id, token);
            await connection.GetTable<User>().Where(row => row.DefaultProjectId == id)
                .Set(static row => row.DefaultProjectId, (string?)null).UpdateAsync(token);
            await connection.GetTable<Project>().DeleteAsync(row => row.Id == id, token);
        },
        cancellation);

    private static string NameOf(Project project) => $"{project.Name} at domain ID {project.DomainId}";
}

using Basalt.Control.Identity.Model;
using LinqToDB;
using LinqToDB.Async;

namespace Basalt.Control.Identity.Store;

/// <summary>The names behind the ids of a list of assignments.</summary>
internal sealed class AssignmentNames
{
    private readonly Dictionary<string, (string Name, string DomainId)> _owners = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _domains = new(StringComparer.Ordinal);

    public static async Task<AssignmentNames> ReadAsync(
        IdentityDatabase database, IReadOnlyCollection<Assignment> rows, CancellationToken cancellation)
    {
        var ids = rows.SelectMany(static row => (string[])[row.ActorId, row.TargetId, row.RoleId]).Distinct().ToList();
        var names = new AssignmentNames();
        using var connection = database.Open();
        foreach (
            var row in await connection.GetTable<User>().Where(row => ids.Contains(row.Id)).ToListAsync(cancellation))
            names._owners[row.Id] = (row.Name, row.DomainId);
        foreach (
            var row in await connection.GetTable<Group>().Where(row => ids.Contains(row.Id)).ToListAsync(cancellation))
            names._owners[row.Id] = (row.Name, row.DomainId);
        foreach (var row in await connection.GetTable<Project>().Where(row => ids.Contains(row.Id)).ToListAsync(
            cancellation))
            names._owners[row.Id] = (row.Name, row.DomainId);
        foreach (
            var row in await connection.GetTable<Role>().Where(row => ids.Contains(row.Id)).ToListAsync(cancellation))
            names._owners[row.Id] = (row.Name, row.DomainId);
        foreach (var row in await connection.GetTable<Domain>().ToListAsync(cancellation))
            names._domains[row.Id] = row.Name;
        return names;
    }

    /// <summary>The name of a user, group, project or role, and of its domain.</summary>
    public (string Name, string DomainId, string DomainName)? Find(string id) =>
        _owners.TryGetValue(id, out var owner)
            ? (owner.Name, owner.DomainId, DomainName(owner.DomainId) ?? "")
            : null;

    public string? DomainName(string id) => _domains.GetValueOrDefault(id);
}

using Basalt.Control.Identity.Model;
using Basalt.Control.Store;
using LinqToDB;
using LinqToDB.Async;

namespace Basalt.Control.Identity.Store;

/// <summary>Users.</summary>
internal sealed class UserStore(IdentityDatabase database)
{
    private const string Noun = "user";

    public async Task<User?> FindAsync(string id, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<User>().FirstOrDefaultAsync(row => row.Id == id, cancellation);
    }

    public async Task<User?> FindByNameAsync(string domainId, string name, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<User>()
            .FirstOrDefaultAsync(row => row.DomainId == domainId && row.Name == name, cancellation);
    }

    public async Task<List<User>> ListAsync(
        string? domainId, string? name, bool? isEnabled, string? marker, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        IQueryable<User> rows = connection.GetTable<User>();
        if (domainId is not null)
            rows = rows.Where(row => row.DomainId == domainId);
        if (name is not null)
            rows = rows.Where(row => row.Name == name);
        if (isEnabled is { } enabled)
            rows = rows.Where(row => row.IsEnabled == enabled);
        return await rows.ReadPageAsync(static row => row.Id, marker, limit, cancellation);
    }

    public async Task<List<User>> ListMembersAsync(
        string groupId, string? name, string? marker, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        var members = connection.GetTable<Membership>().Where(row => row.GroupId == groupId);
        var rows = connection.GetTable<User>().Where(row => members.Any(member => member.UserId == row.Id));
        if (name is not null)
            rows = rows.Where(row => row.Name == name);
        return await rows.ReadPageAsync(static row => row.Id, marker, limit, cancellation);
    }

    public Task AddAsync(User user, CancellationToken cancellation) =>
        database.AddAsync(user, Noun, NameOf(user), cancellation);

    /// <summary>Null if it is gone. The change may run twice, and does nothing else.</summary>
    public Task<User?> UpdateAsync(string id, Func<User, User> change, CancellationToken cancellation) =>
        database.UpdateAsync(row => row.Id == id, change, Noun, static row => NameOf(row), cancellation);

    /// <summary>Its assignments, memberships and credentials go with it.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellation) => database.ChangeAsync(
        async (connection, token) =>
        {
            await connection.GetTable<Assignment>().DeleteAsync(
                row => row.ActorKind == ActorKind.User && row.ActorId == id, token);
            await connection.GetTable<User>().DeleteAsync(row => row.Id == id, token);
        },
        cancellation);

    private static string NameOf(User user) => $"{user.Name} at domain ID {user.DomainId}";
}

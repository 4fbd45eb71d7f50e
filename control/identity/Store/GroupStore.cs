using Basalt.Control.Identity.Model;
using Basalt.Control.Store;
using LinqToDB;
using LinqToDB.Async;

namespace Basalt.Control.Identity.Store;

/// <summary>Groups and who is in them.</summary>
internal sealed class GroupStore(IdentityDatabase database)
{
    private const string Noun = "group";

    public async Task<Group?> FindAsync(string id, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Group>().FirstOrDefaultAsync(row => row.Id == id, cancellation);
    }

    public async Task<List<Group>> ListAsync(
        string? domainId, string? name, string? memberId, string? marker, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        IQueryable<Group> rows = connection.GetTable<Group>();
        if (domainId is not null)
            rows = rows.Where(row => row.DomainId == domainId);
        if (name is not null)
            rows = rows.Where(row => row.Name == name);
        if (memberId is not null)
        {
            var memberships = connection.GetTable<Membership>().Where(row => row.UserId == memberId);
            rows = rows.Where(row => memberships.Any(membership => membership.GroupId == row.Id));
        }

        return await rows.ReadPageAsync(static row => row.Id, marker, limit, cancellation);
    }

    public Task AddAsync(Group group, CancellationToken cancellation) =>
        database.AddAsync(group, Noun, NameOf(group), cancellation);

    /// <summary>Null if it is gone. The change may run twice, and does nothing else.</summary>
    public Task<Group?> UpdateAsync(string id, Func<Group, Group> change, CancellationToken cancellation) =>
        database.UpdateAsync(row => row.Id == id, change, Noun, static row => NameOf(row), cancellation);

    /// <summary>Its assignments and memberships go with it.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellation) => database.ChangeAsync(
        async (connection, token) =>
        {
            await connection.GetTable<Assignment>().DeleteAsync(
                row => row.ActorKind == ActorKind.Group && row.ActorId == id, token);
            await connection.GetTable<Group>().DeleteAsync(row => row.Id == id, token);
        },
        cancellation);

    public async Task<bool> IsMemberAsync(string groupId, string userId, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Membership>()
            .AnyAsync(row => row.GroupId == groupId && row.UserId == userId, cancellation);
    }

    /// <summary>Adding a member again changes nothing.</summary>
    public Task AddMemberAsync(string groupId, string userId, CancellationToken cancellation) => database.ChangeAsync(
        async (connection, token) =>
        {
            if (!await connection.GetTable<Membership>()
                .AnyAsync(row => row.GroupId == groupId && row.UserId == userId, token))
            {
                await connection.InsertAsync(new Membership { GroupId = groupId, UserId = userId }, token: token);
            }
        },
        cancellation);

    /// <summary>False if the user is not in the group.</summary>
    public Task<bool> RemoveMemberAsync(string groupId, string userId, CancellationToken cancellation) =>
        database.ChangeAsync(
            async (connection, token) => await connection.GetTable<Membership>()
                .DeleteAsync(row => row.GroupId == groupId && row.UserId == userId, token) > 0,
            cancellation);

    private static string NameOf(Group group) => $"{group.Name} at domain ID {group.DomainId}";
}

using Basalt.Control.Identity.Model;
using Basalt.Control.Store;
using LinqToDB;
using LinqToDB.Async;

namespace Basalt.Control.Identity.Store;

/// <summary>Credentials; their secrets are encrypted before they come here.</summary>
internal sealed class CredentialStore(IdentityDatabase database)
{
    private static readonly Func<IDataContext, string, Task<Credential?>> QueryById = CompiledQuery.Compile(
        static (IDataContext connection, string id) => connection.GetTable<Credential>()
            .Where(row => row.Id == id).FirstOrDefaultAsync(CancellationToken.None));

    public async Task<Credential?> FindAsync(string id, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var connection = database.Open();
        return await QueryById(connection, id);
    }

    public async Task<List<Credential>> ListAsync(
        string? userId, string? type, string? marker, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        IQueryable<Credential> rows = connection.GetTable<Credential>();
        if (userId is not null)
            rows = rows.Where(row => row.UserId == userId);
        if (type is not null)
            rows = rows.Where(row => row.Type == type);
        return await rows.ReadPageAsync(static row => row.Id, marker, limit, cancellation);
    }

    public Task AddAsync(Credential credential, CancellationToken cancellation) =>
        database.AddAsync(credential, "credential", credential.Id, cancellation);

    /// <summary>Null if it is gone. The change may run twice, and does nothing else.</summary>
    public Task<Credential?> UpdateAsync(
        string id, Func<Credential, Credential> change, CancellationToken cancellation) =>
        database.UpdateAsync(row => row.Id == id, change, "credential", static row => row.Id, cancellation);

    public Task DeleteAsync(string id, CancellationToken cancellation) => database.ChangeAsync(
        (connection, token) => connection.GetTable<Credential>().DeleteAsync(row => row.Id == id, token), cancellation);
}

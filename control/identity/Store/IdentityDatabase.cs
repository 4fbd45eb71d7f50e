using System.Linq.Expressions;
using Basalt.Control.Api.Faults;
using Basalt.Control.Contracts;
using Basalt.Control.Identity.Model;
using Basalt.Control.Store;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Basalt.Control.Identity.Store;

/// <summary>The one way to change identity: every change raises the revision in its own transaction.</summary>
internal sealed class IdentityDatabase(Database database) : IIdentityRevision
{
    private static readonly Func<IDataContext, Task<long>> QueryRevision = CompiledQuery.Compile(
        static (IDataContext connection) => connection.GetTable<IdentityRevision>()
            .Where(static row => row.Id == IdentityRevision.TheId)
            .Select(static row => row.Revision)
            .FirstAsync(CancellationToken.None));

    public DataConnection Open() => database.Open();

    public async ValueTask<ulong> ReadAsync(CancellationToken cancellation)
    {
        using var connection = Open();
        return await ReadRevisionAsync(connection);
    }

    public static async ValueTask<ulong> ReadRevisionAsync(DataConnection connection) =>
        (ulong)await QueryRevision(connection);

    public Task<TResult> ChangeAsync<TResult>(
        Func<DataConnection, CancellationToken, Task<TResult>> change, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, token) =>
            {
                var result = await change(connection, token);
                await RaiseRevisionAsync(connection, token);
                return result;
            },
            cancellation);

    public Task ChangeAsync(Func<DataConnection, CancellationToken, Task> change, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, token) =>
            {
                await change(connection, token);
                await RaiseRevisionAsync(connection, token);
            },
            cancellation);

    /// <summary>A row that a unique key refuses is the client's conflict.</summary>
    public Task AddAsync<T>(T row, string noun, string name, CancellationToken cancellation)
        where T : notnull =>
        RefuseDuplicatesAsync(
            () => ChangeAsync((connection, token) => connection.InsertAsync(row, token: token), cancellation),
            noun,
            () => name);

    /// <summary>Reads the row, changes it and writes it in one transaction, so that two changes of different fields
    /// both hold. Null if the row is gone.</summary>
    public async Task<T?> UpdateAsync<T>(
        Expression<Func<T, bool>> which,
        Func<T, T> change,
        string noun,
        Func<T, string> name,
        CancellationToken cancellation)
        where T : class
    {
        T? changed = null;
        await RefuseDuplicatesAsync(
            () => ChangeAsync(
                async (connection, token) =>
                {
                    var row = await connection.GetTable<T>().FirstOrDefaultAsync(which, token);
                    changed = row is null ? null : change(row);
                    if (changed is not null)
                        await connection.UpdateAsync(changed, token: token);
                },
                cancellation),
            noun,
            () => changed is null ? "" : name(changed));
        return changed;
    }

    private async Task RefuseDuplicatesAsync(Func<Task> change, string noun, Func<string> name)
    {
        try
        {
            await change();
        }
        catch (Exception exception) when (database.IsUniqueViolation(exception))
        {
            throw FaultException.Conflict(noun, $"Duplicate entry found with name {name()}");
        }
    }

    private static Task<int> RaiseRevisionAsync(DataConnection connection, CancellationToken cancellation) =>
        connection.GetTable<IdentityRevision>()
            .Where(static row => row.Id == IdentityRevision.TheId)
            .Set(static row => row.Revision, static row => row.Revision + 1)
            .UpdateAsync(cancellation);
}

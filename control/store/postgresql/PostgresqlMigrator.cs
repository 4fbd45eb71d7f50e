using FluentMigrator.Runner;
using Npgsql;

namespace Basalt.Control.Store.Postgresql;

/// <inheritdoc/>
internal sealed class PostgresqlMigrator(PostgresqlDatabase database, IEnumerable<MigrationAssembly> rooms)
    : StoreMigrator(rooms)
{
    /// <summary>A number of our own among the advisory locks of the database.</summary>
    private const long LockKey = 0x62_61_73_61_6C_74;

    protected override void Configure(IMigrationRunnerBuilder runner) =>
        runner.AddPostgres15_0().WithGlobalConnectionString(database.ConnectionString);

    protected override async Task<IReadOnlyCollection<long>> ReadAppliedAsync(CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Version\" FROM \"VersionInfo\"";
        var applied = new List<long>();
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                applied.Add(reader.GetInt64(0));
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // Nothing was migrated yet.
        }

        return applied;
    }

    /// <summary>Held by the session: gone with the connection, also if this process dies.</summary>
    protected override async Task<IAsyncDisposable> LockAsync(CancellationToken cancellation)
    {
        var connection = await database.ConnectAsync(cancellation).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT pg_advisory_lock({LockKey})";
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        return new Session(connection);
    }

    private sealed class Session(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection.ConfigureAwait(false))
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT pg_advisory_unlock({LockKey})";
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }
    }
}

using System.Globalization;
using FluentMigrator.Runner;
using FluentMigrator.Runner.Generators.MySql;
using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Basalt.Control.Store.Mariadb;

/// <inheritdoc/>
internal sealed class MariadbMigrator(MariadbDatabase database, IEnumerable<MigrationAssembly> rooms)
    : StoreMigrator(rooms)
{
    private const string LockName = "basalt.migration";
    private const int LockWaitS = 3_600;

    /// <summary>The types of MySQL 4 leave a column's characters to the database; those of later versions name the old
    /// utf8 of three bytes.</summary>
    protected override void Configure(IMigrationRunnerBuilder runner)
    {
        runner.AddMySql5().WithGlobalConnectionString(database.UnpooledConnectionString);
        runner.Services.AddScoped<IMySqlTypeMap>(static _ => new MySql4TypeMap());
    }

    protected override async Task<IReadOnlyCollection<long>> ReadAppliedAsync(CancellationToken cancellation)
    {
        await using var connection = await database.ConnectAsync(cancellation).ConfigureAwait(false);
        await CheckAsync(connection, cancellation).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT `Version` FROM `VersionInfo`";
        var applied = new List<long>();
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                applied.Add(reader.GetInt64(0));
        }
        catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.NoSuchTable)
        {
            // Nothing was migrated yet.
        }

        return applied;
    }

    /// <summary>Held by the session: gone with the connection, also if this process dies. Names are the same on every
    /// engine then: two that differ in case, accents or blanks at the end are two.</summary>
    protected override async Task<IAsyncDisposable> LockAsync(CancellationToken cancellation)
    {
        var connection = await database.ConnectAsync(cancellation).ConfigureAwait(false);
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = $"SELECT GET_LOCK('{LockName}', {LockWaitS})";
        if (await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not 1)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw new StoreException("another control process has been migrating this MariaDB database for an hour");
        }

        command.CommandText = "ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        return new Session(connection);
    }

    /// <summary>What a commit needs to be durable, and can be set for the whole server alone.</summary>
    private static async Task CheckAsync(MySqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT @@innodb_flush_log_at_trx_commit";
        var setting = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false);
        if (Convert.ToInt64(setting, CultureInfo.InvariantCulture) != 1)
        {
            throw new StoreException(
                $"the MariaDB server has innodb_flush_log_at_trx_commit = {setting}: a commit would not be durable. "
                + "Set it to 1");
        }
    }

    private sealed class Session(MySqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection.ConfigureAwait(false))
            {
                await using var command = connection.CreateCommand();
                command.CommandText = $"SELECT RELEASE_LOCK('{LockName}')";
                await command.ExecuteScalarAsync().ConfigureAwait(false);
            }
        }
    }
}

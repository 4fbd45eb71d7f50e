using FluentMigrator.Runner;
using Microsoft.Data.Sqlite;

namespace Basalt.Control.Store.Sqlite;

/// <inheritdoc/>
internal sealed class SqliteMigrator(SqliteDatabase database, IEnumerable<MigrationAssembly> rooms)
    : StoreMigrator(rooms)
{
    protected override void Configure(IMigrationRunnerBuilder runner) =>
        runner.AddSQLite().WithGlobalConnectionString(database.ConnectionString);

    protected override Task<IReadOnlyCollection<long>> ReadAppliedAsync(CancellationToken cancellation)
    {
        using var connection = new SqliteConnection(database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'VersionInfo'";
        if (command.ExecuteScalar() is null)
            return Task.FromResult<IReadOnlyCollection<long>>([]);
        command.CommandText = "SELECT Version FROM VersionInfo";
        using var reader = command.ExecuteReader();
        var applied = new List<long>();
        while (reader.Read())
            applied.Add(reader.GetInt64(0));
        return Task.FromResult<IReadOnlyCollection<long>>(applied);
    }

    /// <summary>The file lies in a data directory that one control process holds.</summary>
    protected override Task<IAsyncDisposable> LockAsync(CancellationToken cancellation) =>
        Task.FromResult<IAsyncDisposable>(new Nothing());

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

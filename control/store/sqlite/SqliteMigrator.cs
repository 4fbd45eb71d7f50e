using FluentMigrator.Runner;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Basalt.Control.Store.Sqlite;

/// <summary>Runs FluentMigrator, but only if a migration is missing: loading it costs more than a whole start
/// without.</summary>
internal sealed class SqliteMigrator(SqliteDatabase database, IEnumerable<MigrationAssembly> rooms) : IStoreMigrator
{
    public Task MigrateAsync(CancellationToken cancellation)
    {
        var assemblies = rooms.ToList();
        var missing = assemblies.SelectMany(static room => room.ReadVersions()).ToHashSet();
        missing.ExceptWith(ReadApplied());
        if (missing.Count > 0)
            Migrate(assemblies);
        return Task.CompletedTask;
    }

    private void Migrate(List<MigrationAssembly> assemblies)
    {
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner => runner
                .AddSQLite()
                .WithGlobalConnectionString(database.ConnectionString)
                .ScanIn([.. assemblies.Select(static room => room.Assembly)]).For.Migrations())
            .BuildServiceProvider(validateScopes: false);
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }

    /// <summary>FluentMigrator's own table; it is not there before the first migration.</summary>
    private List<long> ReadApplied()
    {
        using var connection = new SqliteConnection(database.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'VersionInfo'";
        if (command.ExecuteScalar() is null)
            return [];
        command.CommandText = "SELECT Version FROM VersionInfo";
        using var reader = command.ExecuteReader();
        var applied = new List<long>();
        while (reader.Read())
            applied.Add(reader.GetInt64(0));
        return applied;
    }
}

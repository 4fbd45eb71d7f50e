using Microsoft.Extensions.DependencyInjection;

namespace Basalt.Control.Store.Sqlite;

/// <summary>What the host adds to keep control's tables in SQLite.</summary>
public static class SqliteStore
{
    /// <summary>The database is one file (and its -wal and -shm beside it), made when missing, readable by its owner
    /// only.</summary>
    public static IServiceCollection AddSqliteStore(this IServiceCollection services, string path)
    {
        var database = new SqliteDatabase(path);
        return services
            .AddSingleton(database)
            .AddSingleton<Database>(database)
            .AddSingleton<IStoreMigrator, SqliteMigrator>();
    }
}

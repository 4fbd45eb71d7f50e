using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Basalt.Control.Store.Postgresql;

/// <summary>What the host adds to keep control's tables in PostgreSQL.</summary>
public static class PostgresqlStore
{
    /// <param name="services">Where it is added.</param>
    /// <param name="connection">A connection string as Npgsql takes it:
    /// <c>Host=db;Username=basalt;Database=basalt</c>.</param>
    /// <param name="password">Taken before the string's; null: the string's, or none.</param>
    /// <exception cref="StoreException">The string is none.</exception>
    public static IServiceCollection AddPostgresqlStore(
        this IServiceCollection services, string connection, string? password = null)
    {
        var database = new PostgresqlDatabase(Complete(connection, password));
        return services
            .AddSingleton(database)
            .AddSingleton<Database>(database)
            .AddSingleton<IStoreMigrator, PostgresqlMigrator>();
    }

    private static string Complete(string connection, string? password)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "basalt" };
            if (password is not null)
                settings.Password = password;
            settings.Options = $"-c synchronous_commit=on {settings.Options}".TrimEnd();
            return settings.ConnectionString;
        }
        catch (ArgumentException)
        {
            // The reason is not passed on: it may repeat the string, and with it a password.
            throw new StoreException("is no connection string for PostgreSQL, such as Host=db;Username=basalt");
        }
    }
}

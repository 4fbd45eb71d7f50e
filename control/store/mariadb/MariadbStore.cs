using Microsoft.Extensions.DependencyInjection;
using MySqlConnector;

namespace Basalt.Control.Store.Mariadb;

/// <summary>What the host adds to keep control's tables in MariaDB.</summary>
public static class MariadbStore
{
    /// <param name="services">Where it is added.</param>
    /// <param name="connection">A connection string as MySqlConnector takes it:
    /// <c>Server=db;User ID=basalt;Database=basalt</c>.</param>
    /// <param name="password">Taken before the string's; null: the string's, or none.</param>
    /// <exception cref="StoreException">The string is none.</exception>
    public static IServiceCollection AddMariadbStore(
        this IServiceCollection services, string connection, string? password = null)
    {
        var database = new MariadbDatabase(Complete(connection, password));
        return services
            .AddSingleton(database)
            .AddSingleton<Database>(database)
            .AddSingleton<IStoreMigrator, MariadbMigrator>();
    }

    private static string Complete(string connection, string? password)
    {
        try
        {
            // Rows that match and not rows that change are what an update counts on the other engines.
            var settings = new MySqlConnectionStringBuilder(connection)
            {
                ApplicationName = "basalt",
                UseAffectedRows = false,
            };
            if (password is not null)
                settings.Password = password;
            return settings.ConnectionString;
        }
        catch (ArgumentException)
        {
            // The reason is not passed on: it may repeat the string, and with it a password.
            throw new StoreException("is no connection string for MariaDB, such as Server=db;User ID=basalt");
        }
    }
}

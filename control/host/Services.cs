using Basalt.Control.Catalog;
using Basalt.Control.Host.Configuration;
using Basalt.Control.Host.Data;
using Basalt.Control.Identity;
using Basalt.Control.Store;
using Basalt.Control.Store.Mariadb;
using Basalt.Control.Store.Postgresql;
using Basalt.Control.Store.Sqlite;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Basalt.Control.Host;

/// <summary>The list of control's services: a new one is a line in each of the two methods.</summary>
internal static class Services
{
    public static void AddControlServices(
        this IServiceCollection services, Settings settings, DataDirectory data) => services
        .AddStore(settings.Database, data)
        .AddIdentity(new IdentityOptions { KeyDirectory = data.IdentityPath })
        .AddCatalog();

    public static void MapControlServices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapIdentity();
        endpoints.MapCatalog();
    }

    private static IServiceCollection AddStore(
        this IServiceCollection services, DatabaseSettings database, DataDirectory data)
    {
        try
        {
            return database.Engine switch
            {
                "postgresql" => services.AddPostgresqlStore(database.Connection, database.ReadPassword()),
                "mariadb" => services.AddMariadbStore(database.Connection, database.ReadPassword()),
                _ => services.AddSqliteStore(data.DatabasePath),
            };
        }
        catch (StoreException error)
        {
            throw new ConfigException($"database.connection {error.Message}");
        }
    }
}

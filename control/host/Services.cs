using Basalt.Control.Catalog;
using Basalt.Control.Host.Data;
using Basalt.Control.Identity;
using Basalt.Control.Store.Sqlite;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Basalt.Control.Host;

/// <summary>The list of control's services: a new one is a line in each of the two methods.</summary>
internal static class Services
{
    public static void AddControlServices(this IServiceCollection services, DataDirectory data) => services
        .AddSqliteStore(data.DatabasePath)
        .AddIdentity(new IdentityOptions { KeyDirectory = data.IdentityPath })
        .AddCatalog();

    public static void MapControlServices(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapIdentity();
        endpoints.MapCatalog();
    }
}

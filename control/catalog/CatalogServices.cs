using Basalt.Control.Api;
using Basalt.Control.Catalog.Api;
using Basalt.Control.Catalog.Store;
using Basalt.Control.Contracts;
using Basalt.Control.Store;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Basalt.Control.Catalog;

/// <summary>What the host adds to have a catalog.</summary>
public static class CatalogServices
{
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddSingleton(new MigrationAssembly(typeof(CatalogServices).Assembly))
        .AddSingleton<CatalogStore>()
        .AddSingleton<PublishedServices>()
        .AddSingleton<ICatalog, CatalogReader>();

    /// <summary>Keystone's catalog resources, on identity's port. Links use the public endpoint if there is one
    /// (scheme, host and port), else what the client called.</summary>
    public static void MapCatalog(this IEndpointRouteBuilder endpoints, Uri? publicEndpoint = null)
    {
        var routes = new ApiRoutes(endpoints, publicEndpoint);
        new Regions().Map(routes);
        new Services().Map(routes);
        new Endpoints().Map(routes);
    }
}

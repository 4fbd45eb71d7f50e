using Basalt.Control.Catalog.Model;
using Basalt.Control.Catalog.Store;
using Basalt.Control.Contracts;

namespace Basalt.Control.Catalog;

/// <summary>The catalog as other services see it.</summary>
internal sealed class CatalogReader(CatalogStore store, PublishedServices published) : ICatalog
{
    public async ValueTask<IReadOnlyList<CatalogService>> ReadAsync(
        string userId, string? projectId, CancellationToken cancellation)
    {
        var services = new List<CatalogService>();
        foreach (var group in (await store.ReadEnabledAsync(cancellation)).GroupBy(static pair => pair.Service))
        {
            var endpoints = new List<CatalogEndpoint>();
            foreach (var (_, endpoint) in group)
            {
                if (UrlTemplate.Fill(endpoint.Url, userId, projectId) is { } url)
                    endpoints.Add(new CatalogEndpoint(endpoint.Id, endpoint.Interface, endpoint.RegionId, url));
            }

            if (endpoints.Count > 0)
                services.Add(new CatalogService(group.Key.Id, group.Key.Type, group.Key.Name, endpoints));
        }

        return services;
    }

    public Task PublishAsync(
        string region, IReadOnlyList<ServiceEndpoints> services, CancellationToken cancellation) =>
        published.PublishAsync(region, services, cancellation);
}

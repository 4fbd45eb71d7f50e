using Basalt.Control.Catalog.Model;
using Basalt.Control.Contracts;
using Basalt.Control.Store;
using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;

namespace Basalt.Control.Catalog.Store;

/// <summary>Writes the services that the host itself runs. Rows that are right already are not written again.</summary>
internal sealed class PublishedServices(Database database)
{
    public Task PublishAsync(string region, IReadOnlyList<ServiceEndpoints> services, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, token) =>
            {
                if (!await connection.GetTable<Region>().AnyAsync(row => row.Id == region, token))
                    await connection.InsertAsync(new Region { Id = region }, token: token);
                foreach (var service in services)
                {
                    var id = await PublishServiceAsync(connection, service, token);
                    await PublishEndpointAsync(connection, id, region, "public", service.PublicUrl, token);
                    await PublishEndpointAsync(connection, id, region, "internal", service.InternalUrl, token);
                    await PublishEndpointAsync(connection, id, region, "admin", service.AdminUrl, token);
                }
            },
            cancellation);

    private static async Task<string> PublishServiceAsync(
        DataConnection connection, ServiceEndpoints service, CancellationToken cancellation)
    {
        var row = await connection.GetTable<Service>()
            .OrderBy(static found => found.Id)
            .FirstOrDefaultAsync(found => found.Type == service.Type, cancellation);
        if (row is not null)
            return row.Id;
        row = new Service { Id = Guid.NewGuid().ToString("N"), Type = service.Type, Name = service.Name };
        await connection.InsertAsync(row, token: cancellation);
        return row.Id;
    }

    private static async Task PublishEndpointAsync(
        DataConnection connection,
        string serviceId,
        string region,
        string face,
        string url,
        CancellationToken cancellation)
    {
        var row = await connection.GetTable<Endpoint>()
            .OrderBy(static found => found.Id)
            .FirstOrDefaultAsync(
                found => found.ServiceId == serviceId && found.RegionId == region && found.Interface == face,
                cancellation);
        if (row is null)
        {
            row = new Endpoint
            {
                Id = Guid.NewGuid().ToString("N"),
                ServiceId = serviceId,
                RegionId = region,
                Interface = face,
                Url = url,
            };
            await connection.InsertAsync(row, token: cancellation);
        }
        else if (row.Url != url)
        {
            await connection.UpdateAsync(row with { Url = url }, token: cancellation);
        }
    }
}

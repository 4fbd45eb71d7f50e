using Basalt.Control.Catalog.Model;
using Basalt.Control.Store;
using LinqToDB;
using LinqToDB.Async;

namespace Basalt.Control.Catalog.Store;

/// <summary>The catalog's tables.</summary>
internal sealed class CatalogStore(Database database)
{
    public async Task<Region?> FindRegionAsync(string id, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Region>().FirstOrDefaultAsync(row => row.Id == id, cancellation);
    }

    public async Task<Service?> FindServiceAsync(string id, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Service>().FirstOrDefaultAsync(row => row.Id == id, cancellation);
    }

    public async Task<Endpoint?> FindEndpointAsync(string id, CancellationToken cancellation)
    {
        using var connection = database.Open();
        return await connection.GetTable<Endpoint>().FirstOrDefaultAsync(row => row.Id == id, cancellation);
    }

    public async Task<List<Region>> ListRegionsAsync(
        string? parentRegionId, string? marker, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        IQueryable<Region> rows = connection.GetTable<Region>();
        if (parentRegionId is not null)
            rows = rows.Where(row => row.ParentRegionId == parentRegionId);
        return await rows.ReadPageAsync(static row => row.Id, marker, limit, cancellation);
    }

    public async Task<List<Service>> ListServicesAsync(
        string? type, string? name, string? marker, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        IQueryable<Service> rows = connection.GetTable<Service>();
        if (type is not null)
            rows = rows.Where(row => row.Type == type);
        if (name is not null)
            rows = rows.Where(row => row.Name == name);
        return await rows.ReadPageAsync(static row => row.Id, marker, limit, cancellation);
    }

    public async Task<List<Endpoint>> ListEndpointsAsync(
        string? face, string? serviceId, string? regionId, string? marker, int limit, CancellationToken cancellation)
    {
        using var connection = database.Open();
        IQueryable<Endpoint> rows = connection.GetTable<Endpoint>();
        if (face is not null)
            rows = rows.Where(row => row.Interface == face);
        if (serviceId is not null)
            rows = rows.Where(row => row.ServiceId == serviceId);
        if (regionId is not null)
            rows = rows.Where(row => row.RegionId == regionId);
        return await rows.ReadPageAsync(static row => row.Id, marker, limit, cancellation);
    }

    /// <summary>The services and endpoints that are enabled, each endpoint beside its service.</summary>
    public async Task<List<(Service Service, Endpoint Endpoint)>> ReadEnabledAsync(CancellationToken cancellation)
    {
        using var connection = database.Open();
        var services = await connection.GetTable<Service>()
            .Where(static row => row.IsEnabled).OrderBy(static row => row.Type).ToListAsync(cancellation);
        var endpoints = await connection.GetTable<Endpoint>()
            .Where(static row => row.IsEnabled).OrderBy(static row => row.Interface).ToListAsync(cancellation);
        return [.. services.Join(
            endpoints, static row => row.Id, static row => row.ServiceId, static (service, row) => (service, row))];
    }

    /// <summary>False if there is one with its id.</summary>
    public async Task<bool> AddAsync<T>(T row, CancellationToken cancellation)
        where T : notnull
    {
        try
        {
            await database.WriteAsync((connection, token) => connection.InsertAsync(row, token: token), cancellation);
            return true;
        }
        catch (Exception exception) when (database.IsUniqueViolation(exception))
        {
            return false;
        }
    }

    public Task UpdateAsync<T>(T row, CancellationToken cancellation)
        where T : notnull =>
        database.WriteAsync((connection, token) => connection.UpdateAsync(row, token: token), cancellation);

    /// <summary>False if endpoints or regions still stand in it.</summary>
    public Task<bool> DeleteRegionAsync(string id, CancellationToken cancellation) => database.WriteAsync(
        async (connection, token) =>
        {
            if (await connection.GetTable<Endpoint>().AnyAsync(row => row.RegionId == id, token)
                || await connection.GetTable<Region>().AnyAsync(row => row.ParentRegionId == id, token))
                return false;
            await connection.GetTable<Region>().DeleteAsync(row => row.Id == id, token);
            return true;
        },
        cancellation);

    /// <summary>Its endpoints go with it.</summary>
    public Task DeleteServiceAsync(string id, CancellationToken cancellation) => database.WriteAsync(
        (connection, token) => connection.GetTable<Service>().DeleteAsync(row => row.Id == id, token), cancellation);

    public Task DeleteEndpointAsync(string id, CancellationToken cancellation) => database.WriteAsync(
        (connection, token) => connection.GetTable<Endpoint>().DeleteAsync(row => row.Id == id, token), cancellation);
}

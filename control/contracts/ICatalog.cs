namespace Basalt.Control.Contracts;

/// <summary>The services of the cloud and where they listen.</summary>
public interface ICatalog
{
    /// <summary>The enabled services that have an enabled endpoint, with every URL filled in for this user and project.
    /// An endpoint whose URL needs a project is left out when there is none, as Keystone does.</summary>
    ValueTask<IReadOnlyList<CatalogService>> ReadAsync(
        string userId, string? projectId, CancellationToken cancellation);

    /// <summary>Makes the region and these services true: one service of each type, one endpoint of each interface.
    /// Whatever else is in the catalog stays.</summary>
    Task PublishAsync(string region, IReadOnlyList<ServiceEndpoints> services, CancellationToken cancellation);
}

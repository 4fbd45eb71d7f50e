namespace Basalt.Control.Contracts;

/// <summary>One service and its three faces. A URL may hold <c>%(project_id)s</c>, filled in for each token.</summary>
/// <remarks>The type is the service-types authority's (identity, object-store), the name the project's (keystone,
/// swift).</remarks>
public sealed record ServiceEndpoints(string Type, string Name, string PublicUrl, string InternalUrl, string AdminUrl)
{
    /// <summary>One URL for all three interfaces.</summary>
    public ServiceEndpoints(string type, string name, string url)
        : this(type, name, url, url, url)
    {
    }
}

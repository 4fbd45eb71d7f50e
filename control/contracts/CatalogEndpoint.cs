namespace Basalt.Control.Contracts;

/// <summary>An endpoint as it stands in a token's catalog. The interface is public, internal or admin.</summary>
public sealed record CatalogEndpoint(string Id, string Interface, string? RegionId, string Url);

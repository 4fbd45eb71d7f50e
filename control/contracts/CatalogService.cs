namespace Basalt.Control.Contracts;

/// <summary>A service as it stands in a token's catalog.</summary>
public sealed record CatalogService(string Id, string Type, string Name, IReadOnlyList<CatalogEndpoint> Endpoints);

namespace Basalt.Control.Identity.Store;

/// <summary>Which projects a list holds; null matches all.</summary>
internal readonly record struct ProjectFilter(string? DomainId, string? Name, string? ParentId, bool? IsEnabled);

namespace Basalt.Control.Api.Policy;

/// <summary>Whose thing a request would touch; what does not apply, or was not found, is null and matches
/// nobody.</summary>
public readonly record struct PolicyTarget(string? UserId = null, string? ProjectId = null, string? DomainId = null);

namespace Basalt.Control.Identity.Tokens;

/// <summary>A domain by its id or, failing that, by its name.</summary>
internal sealed record DomainReference(string? Id, string? Name);

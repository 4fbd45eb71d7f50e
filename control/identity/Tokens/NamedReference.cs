namespace Basalt.Control.Identity.Tokens;

/// <summary>A user or project by its id or, failing that, by its name in a domain.</summary>
internal sealed record NamedReference(string? Id, string? Name, DomainReference? Domain);

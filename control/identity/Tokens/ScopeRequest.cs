namespace Basalt.Control.Identity.Tokens;

/// <summary>The scope that a client asks for; no request at all leaves it to the user's default project.</summary>
internal sealed record ScopeRequest(ScopeKind Kind, NamedReference? Project, DomainReference? Domain);

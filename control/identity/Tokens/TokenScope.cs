namespace Basalt.Control.Identity.Tokens;

/// <summary>A scope; the id is a project's or a domain's, and null otherwise.</summary>
internal readonly record struct TokenScope(ScopeKind Kind, string? Id)
{
    public static TokenScope Unscoped => new(ScopeKind.Unscoped, null);

    public static TokenScope System => new(ScopeKind.System, null);

    public static TokenScope Project(string id) => new(ScopeKind.Project, id);

    public static TokenScope Domain(string id) => new(ScopeKind.Domain, id);
}

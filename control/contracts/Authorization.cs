namespace Basalt.Control.Contracts;

/// <summary>A user acting in a scope, with the roles it has there. The project is null for unscoped, domain and
/// system scope.</summary>
public sealed record Authorization(
    string UserId,
    string UserName,
    string UserDomainId,
    string? ProjectId,
    string? ProjectName,
    string? ProjectDomainId,
    IReadOnlyList<string> Roles,
    ulong IdentityRevision)
{
    /// <summary>The domain of a domain-scoped authorisation; null for every other scope.</summary>
    public string? DomainId { get; init; }

    /// <summary>Whether the scope is the whole system (<c>"system": {"all": true}</c>).</summary>
    public bool IsSystem { get; init; }

    /// <summary>Role names compare without case, as Keystone's policies do.</summary>
    public bool HasRole(string role) => Roles.Contains(role, StringComparer.OrdinalIgnoreCase);
}

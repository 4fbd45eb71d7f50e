using Basalt.Control.Contracts;
using Basalt.Control.Identity.Model;

namespace Basalt.Control.Identity.Tokens;

/// <summary>A user in a scope as the store has them now: all enabled, the roles with what they imply.</summary>
internal sealed record ScopedUser(
    User User,
    Domain UserDomain,
    TokenScope Scope,
    Project? Project,
    Domain? ScopeDomain,
    IReadOnlyList<Role> Roles,
    ulong Revision)
{
    /// <summary>Tokens issued up to this instant are void: the latest of what the user, its domain and the scope
    /// say.</summary>
    public long TokensInvalidBeforeUs => Math.Max(
        Math.Max(User.TokensInvalidBeforeUs, UserDomain.TokensInvalidBeforeUs),
        Math.Max(Project?.TokensInvalidBeforeUs ?? 0, ScopeDomain?.TokensInvalidBeforeUs ?? 0));

    public Authorization ToAuthorization() => new(
        User.Id,
        User.Name,
        UserDomain.Id,
        Project?.Id,
        Project?.Name,
        Project?.DomainId,
        [.. Roles.Select(static role => role.Name)],
        Revision)
    {
        DomainId = Scope.Kind == ScopeKind.Domain ? Scope.Id : null,
        IsSystem = Scope.Kind == ScopeKind.System,
    };
}

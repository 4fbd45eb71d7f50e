namespace Basalt.Control.Contracts;

/// <summary>A user acting in a scope, with the roles it has there. The project is null for unscoped, domain and system scope.</summary>
public sealed record Authorization(
    string UserId,
    string UserName,
    string UserDomainId,
    string? ProjectId,
    string? ProjectName,
    string? ProjectDomainId,
    IReadOnlyList<string> Roles,
    ulong IdentityRevision);

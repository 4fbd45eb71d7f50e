namespace Basalt.Objects.Front;

/// <summary>Who sends a request, as identity says: a user acting in a project with roles.</summary>
public sealed record Caller(
    string UserId,
    string UserName,
    string ProjectId,
    string ProjectName,
    IReadOnlyList<string> Roles,
    string UserDomainId = "",
    string ProjectDomainId = "")
{
    public bool HasRole(string role) => Roles.Contains(role, StringComparer.OrdinalIgnoreCase);
}

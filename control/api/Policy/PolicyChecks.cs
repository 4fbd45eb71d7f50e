namespace Basalt.Control.Api.Policy;

/// <summary>The conditions that OpenStack's secure-RBAC defaults are made of.</summary>
/// <remarks>A role implies the lesser ones when a token is made (admin, manager, member, reader), so "reader" here
/// includes them.</remarks>
public static class PolicyChecks
{
    /// <summary>Everyone with a valid token.</summary>
    public static PolicyCheck Authenticated { get; } = new(false, static (_, _) => true);

    /// <summary>The admin role in any scope: OpenStack's <c>rule:admin_required</c>.</summary>
    public static PolicyCheck Admin { get; } = new(false, static (caller, _) => caller.HasRole("admin"));

    /// <summary>A service user: the service role in any scope.</summary>
    public static PolicyCheck Service { get; } = new(false, static (caller, _) => caller.HasRole("service"));

    public static PolicyCheck SystemReader { get; } =
        new(false, static (caller, _) => caller.IsSystem && caller.HasRole("reader"));

    /// <summary>Reads within the domain that the token is scoped to.</summary>
    public static PolicyCheck DomainReader { get; } = new(true, static (caller, target) =>
        caller.DomainId is not null && caller.DomainId == target.DomainId && caller.HasRole("reader"));

    /// <summary>Manages users, groups, projects and grants within the domain that the token is scoped to.</summary>
    public static PolicyCheck DomainManager { get; } = new(true, static (caller, target) =>
        caller.DomainId is not null && caller.DomainId == target.DomainId && caller.HasRole("manager"));

    /// <summary>A manager of any domain, for what all domains share.</summary>
    public static PolicyCheck AnyDomainManager { get; } =
        new(false, static (caller, _) => caller.DomainId is not null && caller.HasRole("manager"));

    /// <summary>The user itself.</summary>
    public static PolicyCheck Owner { get; } =
        new(true, static (caller, target) => caller.UserId == target.UserId);

    /// <summary>A token scoped to the project itself.</summary>
    public static PolicyCheck OwnProject { get; } = new(true, static (caller, target) =>
        caller.ProjectId is not null && caller.ProjectId == target.ProjectId);

    /// <summary>A token scoped to the domain itself, or to a project in it.</summary>
    public static PolicyCheck OwnDomain { get; } = new(true, static (caller, target) =>
        target.DomainId is not null
        && (caller.DomainId == target.DomainId || caller.ProjectDomainId == target.DomainId));

    public static PolicyCheck AdminOrSystemReader { get; } = Admin | SystemReader;
}

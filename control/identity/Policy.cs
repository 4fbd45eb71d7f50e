using Basalt.Control.Api.Policy;
using Basalt.Control.Api.Resources;

namespace Basalt.Control.Identity;

/// <summary>Who may do what, with Keystone's names and secure-RBAC defaults.</summary>
internal static class Policy
{
    private static readonly PolicyCheck Readers = PolicyChecks.AdminOrSystemReader | PolicyChecks.DomainReader;
    private static readonly PolicyCheck Managers = PolicyChecks.Admin | PolicyChecks.DomainManager;

    public static PolicyRule Discover { get; } = PolicyRule.Public("identity:discover");
    public static PolicyRule Authenticate { get; } = PolicyRule.Public("identity:authenticate");

    /// <summary>Public, because it is guarded by the old password: a user whose password expired has no
    /// token.</summary>
    public static PolicyRule ChangePassword { get; } = PolicyRule.Public("identity:change_password");

    public static PolicyRule ValidateToken { get; } = new(
        "identity:validate_token", PolicyChecks.AdminOrSystemReader | PolicyChecks.Service | PolicyChecks.Owner);

    public static PolicyRule RevokeToken { get; } = new(
        "identity:revoke_token", PolicyChecks.Admin | PolicyChecks.Owner);

    public static PolicyRule GetAuthCatalog { get; } = new("identity:get_auth_catalog", PolicyChecks.Authenticated);
    public static PolicyRule GetAuthProjects { get; } = new("identity:get_auth_projects", PolicyChecks.Authenticated);
    public static PolicyRule GetAuthDomains { get; } = new("identity:get_auth_domains", PolicyChecks.Authenticated);
    public static PolicyRule GetAuthSystem { get; } = new("identity:get_auth_system", PolicyChecks.Authenticated);

    /// <summary>For services that check signatures on behalf of others, and for no one else (CVE-2025-65073).</summary>
    public static PolicyRule ValidateSignature { get; } = new(
        "identity:ec2_validate", PolicyChecks.Admin | PolicyChecks.Service);

    public static ResourceRules Users { get; } = new(
        List: new("identity:list_users", Readers),
        Create: new("identity:create_user", Managers),
        Get: new("identity:get_user", Readers | PolicyChecks.Owner),
        Update: new("identity:update_user", Managers),
        Delete: new("identity:delete_user", Managers));

    public static ResourceRules Groups { get; } = new(
        List: new("identity:list_groups", Readers),
        Create: new("identity:create_group", Managers),
        Get: new("identity:get_group", Readers),
        Update: new("identity:update_group", Managers),
        Delete: new("identity:delete_group", Managers));

    public static ResourceRules Projects { get; } = new(
        List: new("identity:list_projects", Readers),
        Create: new("identity:create_project", Managers),
        Get: new("identity:get_project", Readers | PolicyChecks.OwnProject),
        Update: new("identity:update_project", Managers),
        Delete: new("identity:delete_project", Managers));

    public static ResourceRules Domains { get; } = new(
        List: new("identity:list_domains", PolicyChecks.AdminOrSystemReader),
        Create: new("identity:create_domain", PolicyChecks.Admin),
        Get: new("identity:get_domain", PolicyChecks.AdminOrSystemReader | PolicyChecks.OwnDomain),
        Update: new("identity:update_domain", PolicyChecks.Admin),
        Delete: new("identity:delete_domain", PolicyChecks.Admin));

    /// <summary>A domain's manager gives roles, and so may see them.</summary>
    public static ResourceRules Roles { get; } = new(
        List: new("identity:list_roles", PolicyChecks.AdminOrSystemReader | PolicyChecks.AnyDomainManager),
        Create: new("identity:create_role", PolicyChecks.Admin),
        Get: new("identity:get_role", PolicyChecks.AdminOrSystemReader | PolicyChecks.AnyDomainManager),
        Update: new("identity:update_role", PolicyChecks.Admin),
        Delete: new("identity:delete_role", PolicyChecks.Admin));

    /// <summary>Keystone lets a system's reader read credentials, secrets and all; we do not.</summary>
    public static ResourceRules Credentials { get; } = new(
        List: new("identity:list_credentials", PolicyChecks.Admin | PolicyChecks.Owner),
        Create: new("identity:create_credential", PolicyChecks.Admin | PolicyChecks.Owner),
        Get: new("identity:get_credential", PolicyChecks.Admin | PolicyChecks.Owner),
        Update: new("identity:update_credential", PolicyChecks.Admin | PolicyChecks.Owner),
        Delete: new("identity:delete_credential", PolicyChecks.Admin | PolicyChecks.Owner));

    public static PolicyRule ListUserProjects { get; } = new(
        "identity:list_user_projects", Readers | PolicyChecks.Owner);

    public static PolicyRule ListGroupsForUser { get; } = new(
        "identity:list_groups_for_user", Readers | PolicyChecks.Owner);

    public static PolicyRule ListUsersInGroup { get; } = new("identity:list_users_in_group", Readers);
    public static PolicyRule CheckUserInGroup { get; } = new("identity:check_user_in_group", Readers);
    public static PolicyRule AddUserToGroup { get; } = new("identity:add_user_to_group", Managers);
    public static PolicyRule RemoveUserFromGroup { get; } = new("identity:remove_user_from_group", Managers);

    public static PolicyRule GetImpliedRole { get; } = new(
        "identity:get_implied_role", PolicyChecks.AdminOrSystemReader);

    public static PolicyRule ListImpliedRoles { get; } = new(
        "identity:list_implied_roles", PolicyChecks.AdminOrSystemReader);

    public static PolicyRule ListRoleInferences { get; } = new(
        "identity:list_role_inference_rules", PolicyChecks.AdminOrSystemReader);

    public static PolicyRule CreateImpliedRole { get; } = new("identity:create_implied_role", PolicyChecks.Admin);
    public static PolicyRule DeleteImpliedRole { get; } = new("identity:delete_implied_role", PolicyChecks.Admin);

    public static PolicyRule CheckGrant { get; } = new("identity:check_grant", PolicyChecks.AdminOrSystemReader);
    public static PolicyRule ListGrants { get; } = new("identity:list_grants", PolicyChecks.AdminOrSystemReader);
    public static PolicyRule CreateGrant { get; } = new("identity:create_grant", PolicyChecks.Admin);
    public static PolicyRule RevokeGrant { get; } = new("identity:revoke_grant", PolicyChecks.Admin);
    public static PolicyRule ListRoleAssignments { get; } = new(
        "identity:list_role_assignments", PolicyChecks.AdminOrSystemReader);

    public static PolicyRule GetEc2Credential { get; } = new(
        "identity:ec2_get_credential", PolicyChecks.Admin | PolicyChecks.Owner);

    public static PolicyRule ListEc2Credentials { get; } = new(
        "identity:ec2_list_credentials", PolicyChecks.Admin | PolicyChecks.Owner);

    public static PolicyRule CreateEc2Credential { get; } = new(
        "identity:ec2_create_credential", PolicyChecks.Admin | PolicyChecks.Owner);

    public static PolicyRule DeleteEc2Credential { get; } = new(
        "identity:ec2_delete_credential", PolicyChecks.Admin | PolicyChecks.Owner);
}

using Basalt.Control.Api.Policy;
using Basalt.Control.Api.Resources;

namespace Basalt.Control.Catalog;

/// <summary>Who may do what, with Keystone's names and defaults (its <c>service</c>, <c>endpoint</c> and
/// <c>region</c> policies).</summary>
internal static class Policy
{
    public static ResourceRules Regions { get; } = new(
        List: new("identity:list_regions", PolicyChecks.Authenticated),
        Create: new("identity:create_region", PolicyChecks.Admin),
        Get: new("identity:get_region", PolicyChecks.Authenticated),
        Update: new("identity:update_region", PolicyChecks.Admin),
        Delete: new("identity:delete_region", PolicyChecks.Admin));

    public static ResourceRules Services { get; } = new(
        List: new("identity:list_services", PolicyChecks.AdminOrSystemReader),
        Create: new("identity:create_service", PolicyChecks.Admin),
        Get: new("identity:get_service", PolicyChecks.AdminOrSystemReader),
        Update: new("identity:update_service", PolicyChecks.Admin),
        Delete: new("identity:delete_service", PolicyChecks.Admin));

    public static ResourceRules Endpoints { get; } = new(
        List: new("identity:list_endpoints", PolicyChecks.AdminOrSystemReader),
        Create: new("identity:create_endpoint", PolicyChecks.Admin),
        Get: new("identity:get_endpoint", PolicyChecks.AdminOrSystemReader),
        Update: new("identity:update_endpoint", PolicyChecks.Admin),
        Delete: new("identity:delete_endpoint", PolicyChecks.Admin));
}

using Basalt.Control.Api.Policy;

namespace Basalt.Control.Catalog;

/// <summary>Who may do what, with Keystone's names and defaults (its <c>service</c>, <c>endpoint</c> and
/// <c>region</c> policies).</summary>
internal static class Policy
{
    public static PolicyRule GetRegion { get; } = new("identity:get_region", PolicyChecks.Authenticated);
    public static PolicyRule ListRegions { get; } = new("identity:list_regions", PolicyChecks.Authenticated);
    public static PolicyRule CreateRegion { get; } = new("identity:create_region", PolicyChecks.Admin);
    public static PolicyRule UpdateRegion { get; } = new("identity:update_region", PolicyChecks.Admin);
    public static PolicyRule DeleteRegion { get; } = new("identity:delete_region", PolicyChecks.Admin);

    public static PolicyRule GetService { get; } = new("identity:get_service", PolicyChecks.AdminOrSystemReader);
    public static PolicyRule ListServices { get; } = new("identity:list_services", PolicyChecks.AdminOrSystemReader);
    public static PolicyRule CreateService { get; } = new("identity:create_service", PolicyChecks.Admin);
    public static PolicyRule UpdateService { get; } = new("identity:update_service", PolicyChecks.Admin);
    public static PolicyRule DeleteService { get; } = new("identity:delete_service", PolicyChecks.Admin);

    public static PolicyRule GetEndpoint { get; } = new("identity:get_endpoint", PolicyChecks.AdminOrSystemReader);
    public static PolicyRule ListEndpoints { get; } = new("identity:list_endpoints", PolicyChecks.AdminOrSystemReader);
    public static PolicyRule CreateEndpoint { get; } = new("identity:create_endpoint", PolicyChecks.Admin);
    public static PolicyRule UpdateEndpoint { get; } = new("identity:update_endpoint", PolicyChecks.Admin);
    public static PolicyRule DeleteEndpoint { get; } = new("identity:delete_endpoint", PolicyChecks.Admin);
}

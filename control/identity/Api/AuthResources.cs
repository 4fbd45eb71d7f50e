using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Contracts;
using Basalt.Control.Identity.Store;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Api;

/// <summary>What a token's own user may see of itself: <c>/v3/auth/{catalog,projects,domains,system}</c>.</summary>
internal sealed class AuthResources(Projects projects, Domains domains)
{
    public void Map(ApiRoutes routes)
    {
        routes.Get("/v3/auth/catalog", Policy.GetAuthCatalog, CatalogAsync);
        routes.Get("/v3/auth/projects", Policy.GetAuthProjects, ProjectsAsync);
        routes.Get("/v3/auth/domains", Policy.GetAuthDomains, DomainsAsync);
        routes.Get("/v3/auth/system", Policy.GetAuthSystem, SystemAsync);
    }

    private static async Task CatalogAsync(ApiRequest request)
    {
        var caller = request.Caller;
        if (caller.ProjectId is null && caller.DomainId is null && !caller.IsSystem)
            throw FaultException.Forbidden(Policy.GetAuthCatalog.Name);
        var services = await request.Service<ICatalog>().ReadAsync(
            caller.UserId, caller.ProjectId, request.Cancellation);
        var links = new ListLinks(request.SelfUrl, null, null);
        await request.WriteAsync(
            200, new CatalogBody([.. services.Select(TokenViews.View)], links), IdentityJson.Default.CatalogBody);
    }

    private async Task ProjectsAsync(ApiRequest request) => await projects.AnswerAllAsync(
        request,
        await request.Service<UserScopes>().ListProjectsAsync(request.Caller.UserId, request.Cancellation));

    private async Task DomainsAsync(ApiRequest request) => await domains.AnswerAllAsync(
        request,
        await request.Service<UserScopes>().ListDomainsAsync(request.Caller.UserId, request.Cancellation));

    private static async Task SystemAsync(ApiRequest request)
    {
        var user = await request.Service<ScopeResolver>().ResolveAsync(
            request.Caller.UserId, TokenScope.System, request.Cancellation);
        var links = new ListLinks(request.SelfUrl, null, null);
        await request.WriteAsync(
            200, new SystemList(user is null ? [] : [new TokenSystem(true)], links), IdentityJson.Default.SystemList);
    }
}

internal sealed record CatalogBody(IReadOnlyList<CatalogServiceView> Catalog, ListLinks Links);

internal sealed record SystemList(IReadOnlyList<TokenSystem> System, ListLinks Links);

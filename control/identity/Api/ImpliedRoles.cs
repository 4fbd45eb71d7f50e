using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/roles/{id}/implies</c> and <c>/v3/role_inferences</c>: which role brings which.</summary>
internal sealed class ImpliedRoles(Roles roles)
{
    /// <summary>No role may imply this one: Keystone's prohibited_implied_role.</summary>
    private const string ProhibitedName = "admin";

    public void Map(ApiRoutes routes)
    {
        routes.Get("/v3/role_inferences", Policy.ListRoleInferences, ListAllAsync);
        routes.Get("/v3/roles/{role_id}/implies", Policy.ListImpliedRoles, ListAsync);
        routes.GetOnly("/v3/roles/{role_id}/implies/{implied_role_id}", Policy.GetImpliedRole, ShowAsync);
        routes.Head("/v3/roles/{role_id}/implies/{implied_role_id}", Policy.GetImpliedRole, CheckAsync);
        routes.Put("/v3/roles/{role_id}/implies/{implied_role_id}", Policy.CreateImpliedRole, AddAsync);
        routes.Delete("/v3/roles/{role_id}/implies/{implied_role_id}", Policy.DeleteImpliedRole, RemoveAsync);
    }

    private static async Task ListAllAsync(ApiRequest request)
    {
        var graph = await ReadGraphAsync(request);
        var inferences = graph.All
            .Select(role => Inference(request, role, graph.ImpliedBy(role.Id)))
            .Where(static inference => inference.Implies.Count > 0);
        await request.WriteAsync(
            200,
            new InferenceList([.. inferences], new ListLinks(request.SelfUrl, null, null)),
            IdentityJson.Default.InferenceList);
    }

    private async Task ListAsync(ApiRequest request)
    {
        var prior = await roles.FindAsync(request);
        var graph = await ReadGraphAsync(request);
        await request.WriteAsync(
            200,
            new InferencesBody(
                Inference(request, prior, graph.ImpliedBy(prior.Id)), new ListLinks(request.SelfUrl, null, null)),
            IdentityJson.Default.InferencesBody);
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var (prior, implied) = await FindPairAsync(request);
        await AnswerAsync(request, 200, prior, implied);
    }

    private async Task CheckAsync(ApiRequest request)
    {
        await FindPairAsync(request);
        await request.WriteStatusAsync(204);
    }

    private async Task AddAsync(ApiRequest request)
    {
        var prior = await roles.FindAsync(request);
        var implied = await roles.FindAsync(request, "implied_role_id");
        if (implied.DomainId.Length > 0
            || string.Equals(implied.Name, ProhibitedName, StringComparison.OrdinalIgnoreCase))
        {
            throw new FaultException(
                403, "Forbidden", $"{implied.Id} cannot be an implied roles");
        }

        await request.Service<RoleStore>().AddImpliedAsync(prior.Id, implied.Id, request.Cancellation);
        await AnswerAsync(request, 201, prior, implied);
    }

    private async Task RemoveAsync(ApiRequest request)
    {
        var (prior, implied) = await FindPairAsync(request);
        await request.Service<RoleStore>().RemoveImpliedAsync(prior.Id, implied.Id, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private async Task<(Role Prior, Role Implied)> FindPairAsync(ApiRequest request)
    {
        var prior = await roles.FindAsync(request);
        var id = request.Route("implied_role_id");
        var graph = await ReadGraphAsync(request);
        return graph.ImpliedBy(prior.Id).FirstOrDefault(role => role.Id == id) is { } implied
            ? (prior, implied)
            : throw FaultException.NotFound("implied role", $"{prior.Id} implies {id}");
    }

    private static async Task<RoleGraph> ReadGraphAsync(ApiRequest request)
    {
        var revision = await request.Service<IdentityDatabase>().ReadAsync(request.Cancellation);
        return await request.Service<RoleStore>().ReadGraphAsync(revision, request.Cancellation);
    }

    private static Task AnswerAsync(ApiRequest request, int status, Role prior, Role implied) => request.WriteAsync(
        status,
        new InferenceBody(
            new InferenceView(Short(request, prior), Short(request, implied)),
            new SelfLink(request.Link($"/v3/roles/{prior.Id}/implies/{implied.Id}"))),
        IdentityJson.Default.InferenceBody);

    private static InferencesView Inference(ApiRequest request, Role prior, IEnumerable<Role> implied) =>
        new(Short(request, prior), [.. implied.Select(role => Short(request, role))]);

    private static ShortRoleView Short(ApiRequest request, Role role) =>
        new(role.Id, role.Name, role.Description, new SelfLink(request.Link($"/v3/roles/{role.Id}")));
}

internal sealed record ShortRoleView(string Id, string Name, string? Description, SelfLink Links);

internal sealed record InferenceView(ShortRoleView PriorRole, ShortRoleView Implies);

internal sealed record InferenceBody(InferenceView RoleInference, SelfLink Links);

internal sealed record InferencesView(ShortRoleView PriorRole, IReadOnlyList<ShortRoleView> Implies);

internal sealed record InferencesBody(InferencesView RoleInference, ListLinks Links);

internal sealed record InferenceList(IReadOnlyList<InferencesView> RoleInferences, ListLinks Links);

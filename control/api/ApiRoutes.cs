using Basalt.Control.Api.Policy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Basalt.Control.Api;

/// <summary>Where a service lists its operations. There is no way to list one without its policy rule.</summary>
/// <remarks>Handlers are plain delegates: minimal APIs would compile an expression per route at each start.</remarks>
public sealed class ApiRoutes(IEndpointRouteBuilder endpoints, Uri? publicEndpoint)
{
    private static readonly string[] GetMethods = ["GET", "HEAD"];

    /// <summary>Answers HEAD too, as GET without its body.</summary>
    public void Get(string pattern, PolicyRule rule, ApiHandler handler) => Map(GetMethods, pattern, rule, handler);

    public void Head(string pattern, PolicyRule rule, ApiHandler handler) => Map(["HEAD"], pattern, rule, handler);

    /// <summary>GET alone, where HEAD has an answer of its own.</summary>
    public void GetOnly(string pattern, PolicyRule rule, ApiHandler handler) => Map(["GET"], pattern, rule, handler);

    public void Post(string pattern, PolicyRule rule, ApiHandler handler) => Map(["POST"], pattern, rule, handler);

    public void Put(string pattern, PolicyRule rule, ApiHandler handler) => Map(["PUT"], pattern, rule, handler);

    public void Patch(string pattern, PolicyRule rule, ApiHandler handler) => Map(["PATCH"], pattern, rule, handler);

    public void Delete(string pattern, PolicyRule rule, ApiHandler handler) => Map(["DELETE"], pattern, rule, handler);

    private void Map(string[] methods, string pattern, PolicyRule rule, ApiHandler handler) =>
        endpoints.MapMethods(pattern, methods, context => HandleAsync(context, rule, handler)).WithMetadata(rule);

    private async Task HandleAsync(HttpContext context, PolicyRule rule, ApiHandler handler)
    {
        var request = new ApiRequest(context, rule, publicEndpoint);
        await request.AuthenticateAsync().ConfigureAwait(false);
        await handler(request).ConfigureAwait(false);
    }
}

using Basalt.Control.Api;
using Basalt.Control.Api.Faults;
using Basalt.Control.Api.Policy;
using Basalt.Control.Contracts;
using Basalt.Control.Identity.Store;
using Basalt.Control.Identity.Tokens;

namespace Basalt.Control.Identity.Api;

/// <summary><c>/v3/auth/tokens</c>: Identity API v3, "Authentication and token management".</summary>
internal static class AuthTokens
{
    public const string SubjectHeader = "X-Subject-Token";

    public static void Map(ApiRoutes routes)
    {
        routes.Post("/v3/auth/tokens", Policy.Authenticate, AuthenticateAsync);
        routes.Get("/v3/auth/tokens", Policy.ValidateToken, ValidateAsync);
        routes.Delete("/v3/auth/tokens", Policy.RevokeToken, RevokeAsync);
    }

    private static async Task AuthenticateAsync(ApiRequest request)
    {
        var auth = AuthRequestReader.Read(await request.ReadBodyAsync(), request.RemoteAddress);
        if (await request.Service<Authenticator>().AuthenticateAsync(auth, request.Cancellation) is not var (
            text, token))
            throw FaultException.Unauthorized();
        request.SetHeader(SubjectHeader, text);
        await AnswerAsync(request, 201, token);
    }

    private static async Task ValidateAsync(ApiRequest request)
    {
        var token = await FindSubjectAsync(request, request.QueryFlag("allow_expired") == true);
        request.SetHeader(SubjectHeader, request.Header(SubjectHeader)!);
        await AnswerAsync(request, 200, token);
    }

    private static async Task RevokeAsync(ApiRequest request)
    {
        var token = await FindSubjectAsync(request, isExpiredAllowed: false);
        await request.Service<RevokedTokenStore>().RevokeAsync(token.Payload, request.Cancellation);
        await request.WriteStatusAsync(204);
    }

    private static async Task<ValidToken> FindSubjectAsync(ApiRequest request, bool isExpiredAllowed)
    {
        var text = request.Header(SubjectHeader);
        var token = string.IsNullOrEmpty(text) || text.Length > ApiLimits.TokenLengthMax
            ? null
            : await request.Service<TokenValidator>().CheckAsync(text, isExpiredAllowed, request.Cancellation);
        if (token is null)
            throw new FaultException(404, "Not Found", "Failed to validate token");
        request.Authorize(new PolicyTarget(UserId: token.Payload.UserId));
        return token;
    }

    public static async Task AnswerAsync(ApiRequest request, int status, ValidToken token)
    {
        var isScoped = token.Payload.Scope.Kind != ScopeKind.Unscoped;
        var catalog = isScoped && request.QueryFlag("nocatalog") is null or false
            ? await request.Service<ICatalog>().ReadAsync(
                token.Payload.UserId, token.Subject.Project?.Id, request.Cancellation)
            : null;
        await request.WriteAsync(
            status, new TokenBody(TokenViews.View(token, catalog)), IdentityJson.Default.TokenBody);
    }
}

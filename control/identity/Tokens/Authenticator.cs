using Basalt.Control.Identity.Model;
using Basalt.Control.Identity.Passwords;
using Basalt.Control.Identity.Store;
using Microsoft.Extensions.Logging;

namespace Basalt.Control.Identity.Tokens;

/// <summary>Finds out who a client is and what it may be, and issues the token.</summary>
/// <remarks>Every failure is the same null: the answer must not tell an unknown user from a wrong password.</remarks>
internal sealed class Authenticator(
    UserStore users,
    DomainStore domains,
    ProjectStore projects,
    PasswordHasher passwords,
    TokenValidator validator,
    ScopeResolver resolver,
    TokenIssuer issuer,
    TimeProvider time,
    ILogger<Authenticator> logger)
{
    public async Task<(string Text, ValidToken Token)?> AuthenticateAsync(
        AuthRequest request, CancellationToken cancellation)
    {
        var began = time.GetUtcNow();
        string? userId = null;
        string? verifiedHash = null;
        TokenPayload? parent = null;

        if (request.Methods.HasFlag(AuthMethods.Password))
        {
            var user = await FindUserAsync(request.User!, cancellation);
            var source = new PasswordSource(request.Address, request.User!.Id ?? request.User.Name!);
            if (!await passwords.VerifyAsync(request.Password!, user?.PasswordHash, source, cancellation))
            {
                Log.AuthenticationFailed(logger, "password");
                return null;
            }

            userId = user!.Id;
            verifiedHash = user.PasswordHash;
        }

        if (request.Methods.HasFlag(AuthMethods.Token))
        {
            var valid = await validator.CheckAsync(request.Token!, isExpiredAllowed: false, cancellation);
            if (valid is null || (userId is not null && userId != valid.Payload.UserId))
            {
                Log.AuthenticationFailed(logger, "token");
                return null;
            }

            parent = valid.Payload;
            userId = parent.UserId;
        }

        var subject = await ResolveAsync(userId!, request.Scope, cancellation);

        // The user was read again above: a password that changed while we verified the old one is not its own any more.
        if (subject is null || (verifiedHash is not null && subject.User.PasswordHash != verifiedHash))
        {
            Log.AuthenticationFailed(logger, "scope");
            return null;
        }

        var methods = request.Methods | (parent?.Methods ?? AuthMethods.None);
        var (text, payload) = issuer.Issue(subject, methods, began, parent);
        return (text, new ValidToken(payload, subject));
    }

    private async Task<ScopedUser?> ResolveAsync(
        string userId, ScopeRequest? request, CancellationToken cancellation)
    {
        if (request is not null)
        {
            return await FindScopeAsync(request, cancellation) is { } scope
                ? await resolver.ResolveAsync(userId, scope, cancellation)
                : null;
        }

        var unscoped = await resolver.ResolveAsync(userId, TokenScope.Unscoped, cancellation);
        return unscoped?.User.DefaultProjectId is { } projectId
            ? await resolver.ResolveAsync(userId, TokenScope.Project(projectId), cancellation) ?? unscoped
            : unscoped;
    }

    private async Task<TokenScope?> FindScopeAsync(ScopeRequest request, CancellationToken cancellation) =>
        request.Kind switch
        {
            ScopeKind.Unscoped => TokenScope.Unscoped,
            ScopeKind.System => TokenScope.System,
            ScopeKind.Domain => await FindDomainAsync(request.Domain!, cancellation) is { } domain
                ? TokenScope.Domain(domain.Id)
                : null,
            ScopeKind.Project => await FindProjectAsync(request.Project!, cancellation) is { } id
                ? TokenScope.Project(id)
                : null,
        };

    private async Task<User?> FindUserAsync(NamedReference reference, CancellationToken cancellation)
    {
        if (reference.Id is { } id)
            return await users.FindAsync(id, cancellation);
        return await FindDomainAsync(reference.Domain!, cancellation) is { } domain
            ? await users.FindByNameAsync(domain.Id, reference.Name!, cancellation)
            : null;
    }

    private async Task<string?> FindProjectAsync(NamedReference reference, CancellationToken cancellation)
    {
        if (reference.Id is { } id)
            return id;
        return await FindDomainAsync(reference.Domain!, cancellation) is { } domain
            ? (await projects.FindByNameAsync(domain.Id, reference.Name!, cancellation))?.Id
            : null;
    }

    private Task<Domain?> FindDomainAsync(DomainReference reference, CancellationToken cancellation) =>
        reference.Id is { } id
            ? domains.FindAsync(id, cancellation)
            : domains.FindByNameAsync(reference.Name!, cancellation);
}

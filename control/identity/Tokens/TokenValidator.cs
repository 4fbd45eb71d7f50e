using Basalt.Control.Contracts;
using Basalt.Control.Identity.Store;

namespace Basalt.Control.Identity.Tokens;

/// <summary>Says whether a token holds now.</summary>
internal sealed class TokenValidator(
    TokenFormat format,
    ScopeResolver resolver,
    IdentityDatabase database,
    IdentityOptions options,
    TimeProvider time) : ITokenValidator
{
    public async ValueTask<TokenAuthorization?> ValidateAsync(string token, CancellationToken cancellation) =>
        await CheckAsync(token, isExpiredAllowed: false, cancellation) is { } valid
            ? new TokenAuthorization(
                valid.Subject.ToAuthorization(), valid.Payload.IssuedAt, valid.Payload.ExpiresAt)
            : null;

    /// <summary>Null if the token is garbled, expired or revoked, or its user or scope no longer stands.</summary>
    public async Task<ValidToken?> CheckAsync(string token, bool isExpiredAllowed, CancellationToken cancellation)
    {
        if (format.TryParse(token) is not { } payload)
            return null;
        var end = isExpiredAllowed ? payload.ExpiresAt + options.AllowExpiredWindow : payload.ExpiresAt;
        if (end <= time.GetUtcNow())
            return null;
        if (await resolver.ResolveAsync(payload.UserId, payload.Scope, cancellation) is not { } subject
            || IssuedAtUs(payload) <= subject.TokensInvalidBeforeUs)
            return null;
        using var connection = database.Open();
        return await RevokedTokenStore.IsRevokedAsync(connection, payload.AuditId)
            ? null
            : new ValidToken(payload, subject);
    }

    /// <summary>The audit id tells the instant to the microsecond. One that Keystone made tells nothing, and does not
    /// fall into the second of the Fernet header: then that second counts.</summary>
    private static long IssuedAtUs(TokenPayload payload)
    {
        var second = UnixMicroseconds.From(payload.IssuedAt);
        var exact = payload.AuditId.IssuedAtUs;
        return exact >= second && exact < second + 1_000_000 ? exact : second;
    }
}

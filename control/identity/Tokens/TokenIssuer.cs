namespace Basalt.Control.Identity.Tokens;

/// <summary>Makes tokens.</summary>
internal sealed class TokenIssuer(TokenFormat format, IdentityOptions options)
{
    /// <summary>A token for a user in a scope. One made from another token ends when that one does, and keeps its
    /// chain.</summary>
    /// <remarks>The instant of issue is when the request began, before anything was verified: a change that voids
    /// tokens while we verify voids this one too.</remarks>
    public (string Text, TokenPayload Payload) Issue(
        ScopedUser subject, AuthMethods methods, DateTimeOffset issuedAt, TokenPayload? parent)
    {
        var auditId = AuditId.Create(issuedAt);
        var second = DateTimeOffset.FromUnixTimeSeconds(issuedAt.ToUnixTimeSeconds());
        var payload = new TokenPayload(
            subject.User.Id,
            methods,
            subject.Scope,
            second,
            parent?.ExpiresAt ?? second + options.TokenLifetime,
            parent is null ? [auditId] : [auditId, parent.AuditIds[^1]]);
        return (format.Format(payload), payload);
    }
}

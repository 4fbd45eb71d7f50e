namespace Basalt.Control.Identity.Tokens;

/// <summary>What a token says, before anyone asks the store whether it still holds.</summary>
/// <remarks>The audit ids are the token's own, then that of the first token of its chain if it was made from
/// another.</remarks>
internal sealed record TokenPayload(
    string UserId,
    AuthMethods Methods,
    TokenScope Scope,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<AuditId> AuditIds)
{
    public AuditId AuditId => AuditIds[0];
}

using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>One token that was revoked by itself; the row is pruned when the token would have expired anyway.</summary>
[Table("identity_revoked_token")]
internal sealed record RevokedToken
{
    [PrimaryKey, Column("audit_id")]
    public required string AuditId { get; init; }

    /// <summary>Microseconds since 1970.</summary>
    [Column("expires_at_us")]
    public required long ExpiresAtUs { get; init; }
}

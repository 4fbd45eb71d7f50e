using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>What a user may be in a scope. Services know roles by name.</summary>
[Table("identity_role")]
internal sealed record Role
{
    [PrimaryKey, Column("id")]
    public required string Id { get; init; }

    [Column("name")]
    public required string Name { get; init; }

    /// <summary>The domain of a domain's own role; empty for a global one, so that a unique key holds on every
    /// engine.</summary>
    [Column("domain_id")]
    public string DomainId { get; init; } = "";

    [Column("description")]
    public string? Description { get; init; }

    [Column("extra")]
    public string? Extra { get; init; }
}

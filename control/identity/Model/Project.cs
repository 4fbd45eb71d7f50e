using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>Owns what the other services keep: to Swift it is an account, to Nova a quota.</summary>
[Table("identity_project")]
internal sealed record Project
{
    [PrimaryKey, Column("id")]
    public required string Id { get; init; }

    [Column("name")]
    public required string Name { get; init; }

    [Column("domain_id")]
    public required string DomainId { get; init; }

    /// <summary>The project above; null stands for the domain itself, which the API shows as the parent.</summary>
    [Column("parent_id")]
    public string? ParentId { get; init; }

    [Column("description")]
    public string Description { get; init; } = "";

    [Column("enabled")]
    public bool IsEnabled { get; init; } = true;

    [Column("tags")]
    public string? Tags { get; init; }

    /// <inheritdoc cref="Domain.TokensInvalidBeforeUs"/>
    [Column("tokens_invalid_before_us")]
    public long TokensInvalidBeforeUs { get; init; }

    [Column("extra")]
    public string? Extra { get; init; }
}

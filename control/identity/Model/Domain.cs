using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>Owns users, groups and projects; the outermost border between customers.</summary>
[Table("identity_domain")]
internal sealed record Domain
{
    /// <summary>The id of the domain that is always there.</summary>
    public const string DefaultId = "default";

    [PrimaryKey, Column("id")]
    public required string Id { get; init; }

    [Column("name")]
    public required string Name { get; init; }

    [Column("description")]
    public string Description { get; init; } = "";

    [Column("enabled")]
    public bool IsEnabled { get; init; } = true;

    [Column("tags")]
    public string? Tags { get; init; }

    /// <summary>Tokens issued up to this instant are void: microseconds since 1970. Raised when the domain is
    /// disabled.</summary>
    [Column("tokens_invalid_before_us")]
    public long TokensInvalidBeforeUs { get; init; }

    [Column("extra")]
    public string? Extra { get; init; }
}

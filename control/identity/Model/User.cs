using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>Someone, or something, that can log in.</summary>
[Table("identity_user")]
internal sealed record User
{
    [PrimaryKey, Column("id")]
    public required string Id { get; init; }

    [Column("name")]
    public required string Name { get; init; }

    [Column("domain_id")]
    public required string DomainId { get; init; }

    /// <summary>Where a token without a scope is scoped to, if the user has a role there.</summary>
    [Column("default_project_id")]
    public string? DefaultProjectId { get; init; }

    [Column("enabled")]
    public bool IsEnabled { get; init; } = true;

    /// <summary>bcrypt, with its cost and salt; null for a user that cannot log in by password.</summary>
    [Column("password_hash")]
    public string? PasswordHash { get; init; }

    /// <summary>Tokens issued up to this instant are void: microseconds since 1970. Raised when the password changes
    /// and when the user is disabled.</summary>
    [Column("tokens_invalid_before_us")]
    public long TokensInvalidBeforeUs { get; init; }

    /// <summary>Fields that clients add, description and email among them.</summary>
    [Column("extra")]
    public string? Extra { get; init; }
}

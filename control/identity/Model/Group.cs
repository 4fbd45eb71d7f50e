using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>Users that are given roles together.</summary>
[Table("identity_group")]
internal sealed record Group
{
    [PrimaryKey, Column("id")]
    public required string Id { get; init; }

    [Column("name")]
    public required string Name { get; init; }

    [Column("domain_id")]
    public required string DomainId { get; init; }

    [Column("description")]
    public string Description { get; init; } = "";

    [Column("extra")]
    public string? Extra { get; init; }
}

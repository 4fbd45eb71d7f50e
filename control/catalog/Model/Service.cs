using LinqToDB.Mapping;

namespace Basalt.Control.Catalog.Model;

/// <summary>A service of the cloud, known to clients by its type.</summary>
[Table("catalog_service")]
internal sealed record Service
{
    [PrimaryKey, Column("id")]
    public required string Id { get; init; }

    [Column("type")]
    public required string Type { get; init; }

    [Column("name")]
    public required string Name { get; init; }

    [Column("description")]
    public string Description { get; init; } = "";

    [Column("enabled")]
    public bool IsEnabled { get; init; } = true;

    [Column("extra")]
    public string? Extra { get; init; }
}

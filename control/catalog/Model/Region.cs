using LinqToDB.Mapping;

namespace Basalt.Control.Catalog.Model;

/// <summary>A part of the cloud that clients choose by name. Its id is that name.</summary>
[Table("catalog_region")]
internal sealed record Region
{
    [PrimaryKey, Column("id")]
    public required string Id { get; init; }

    [Column("description")]
    public string Description { get; init; } = "";

    [Column("parent_region_id")]
    public string? ParentRegionId { get; init; }

    [Column("extra")]
    public string? Extra { get; init; }
}

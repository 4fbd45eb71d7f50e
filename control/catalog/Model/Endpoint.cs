using LinqToDB.Mapping;

namespace Basalt.Control.Catalog.Model;

/// <summary>Where one interface (public, internal, admin) of a service listens in a region.</summary>
[Table("catalog_endpoint")]
internal sealed record Endpoint
{
    [PrimaryKey, Column("id")]
    public required string Id { get; init; }

    [Column("service_id")]
    public required string ServiceId { get; init; }

    [Column("interface")]
    public required string Interface { get; init; }

    [Column("region_id")]
    public string? RegionId { get; init; }

    /// <summary>May hold <c>%(project_id)s</c> and the like: see <see cref="UrlTemplate"/>.</summary>
    [Column("url")]
    public required string Url { get; init; }

    [Column("enabled")]
    public bool IsEnabled { get; init; } = true;

    [Column("extra")]
    public string? Extra { get; init; }
}

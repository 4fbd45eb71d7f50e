using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>The one row whose number rises with every change of identity.</summary>
[Table("identity_revision")]
internal sealed record IdentityRevision
{
    public const int TheId = 1;

    [PrimaryKey, Column("id")]
    public required int Id { get; init; }

    [Column("revision")]
    public required long Revision { get; init; }
}

using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>A user in a group.</summary>
[Table("identity_membership")]
internal sealed record Membership
{
    [PrimaryKey(0), Column("group_id")]
    public required string GroupId { get; init; }

    [PrimaryKey(1), Column("user_id")]
    public required string UserId { get; init; }
}

using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>Who has the prior role has the implied one as well.</summary>
[Table("identity_implied_role")]
internal sealed record ImpliedRole
{
    [PrimaryKey(0), Column("prior_role_id")]
    public required string PriorRoleId { get; init; }

    [PrimaryKey(1), Column("implied_role_id")]
    public required string ImpliedRoleId { get; init; }
}

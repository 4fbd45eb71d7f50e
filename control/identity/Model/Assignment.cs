using LinqToDB.Mapping;

namespace Basalt.Control.Identity.Model;

/// <summary>A role given to a user or group on a project, a domain or the system.</summary>
[Table("identity_assignment")]
internal sealed record Assignment
{
    /// <summary>The target id of the system.</summary>
    public const string SystemId = "all";

    [PrimaryKey(0), Column("actor_kind")]
    public required ActorKind ActorKind { get; init; }

    [PrimaryKey(1), Column("actor_id")]
    public required string ActorId { get; init; }

    [PrimaryKey(2), Column("target_kind")]
    public required TargetKind TargetKind { get; init; }

    [PrimaryKey(3), Column("target_id")]
    public required string TargetId { get; init; }

    [PrimaryKey(4), Column("role_id")]
    public required string RoleId { get; init; }

    /// <summary>Holds on the projects below the target, and not on the target itself (OS-INHERIT).</summary>
    [PrimaryKey(5), Column("inherited")]
    public bool IsInherited { get; init; }
}

using Basalt.Control.Identity.Model;

namespace Basalt.Control.Identity.Store;

/// <summary>Which assignments a list holds; null matches all.</summary>
internal sealed record AssignmentFilter
{
    public string? RoleId { get; init; }

    /// <summary>Assignments of the user itself; with <see cref="IsThroughGroups"/> also those of its groups.</summary>
    public string? UserId { get; init; }

    public bool IsThroughGroups { get; init; }

    public string? GroupId { get; init; }

    public TargetKind? TargetKind { get; init; }

    public string? TargetId { get; init; }

    public bool? IsInherited { get; init; }
}

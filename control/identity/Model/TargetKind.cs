namespace Basalt.Control.Identity.Model;

/// <summary>Where a role holds. The numbers are stored.</summary>
internal enum TargetKind
{
    Project = 1,
    Domain = 2,
    System = 3,
}

namespace Basalt.FirmwareConfig.Model;

/// <summary>The oldest kernel that will do.</summary>
public sealed record KernelVersionRequirement(Necessity Necessity, SourcePosition Position, Version Minimum)
    : Requirement(Necessity, Position)
{
    public override string Subject => "kernel version";
}

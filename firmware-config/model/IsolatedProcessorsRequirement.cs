namespace Basalt.FirmwareConfig.Model;

/// <summary>Processors that the scheduler leaves to pinned threads.</summary>
public sealed record IsolatedProcessorsRequirement(
    Necessity Necessity, SourcePosition Position, ProcessorSet Processors)
    : Requirement(Necessity, Position)
{
    public override string Subject => "isolated processors";
}

namespace Basalt.FirmwareConfig.Model;

/// <summary>The kernel lets this process use io_uring, and knows these operations.</summary>
public sealed record IoUringRequirement(
    Necessity Necessity, SourcePosition Position, IReadOnlyList<IoUringOperation> Operations)
    : Requirement(Necessity, Position)
{
    public override string Subject => "io_uring";
}

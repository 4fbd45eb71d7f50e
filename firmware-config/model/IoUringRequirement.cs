using Basalt.Interop.Linux.Uring;

namespace Basalt.FirmwareConfig.Model;

/// <summary>The kernel lets this process use io_uring, and knows these operations.</summary>
public sealed record IoUringRequirement(
    Necessity Necessity, SourcePosition Position, IReadOnlyList<IoUringOpcode> Operations)
    : Requirement(Necessity, Position)
{
    public override string Subject => "io_uring";
}

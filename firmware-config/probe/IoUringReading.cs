using Basalt.Interop.Linux.Uring;

namespace Basalt.FirmwareConfig.Probe;

/// <summary>What io_uring_setup(2) and IORING_REGISTER_PROBE say to this process.</summary>
/// <param name="Refusal">Why there is no ring for this process; null if there is one.</param>
/// <param name="Operations">What the kernel knows; empty without a ring.</param>
public sealed record IoUringReading(string? Refusal, IReadOnlySet<IoUringOpcode> Operations)
{
    /// <summary>What its rings can do beyond single operations, in words with dashes: deferred-task-run.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];
}

namespace Basalt.FirmwareConfig.Model;

/// <summary>RLIMIT_MEMLOCK: bytes that this process may pin, as registered io_uring buffers are.</summary>
public sealed record LockedMemoryRequirement(Necessity Necessity, SourcePosition Position, long Size)
    : Requirement(Necessity, Position)
{
    public override string Subject => "locked memory";
}

namespace Basalt.FirmwareConfig.Model;

/// <summary>RLIMIT_NOFILE: connections and files that this process may have open.</summary>
public sealed record OpenFilesRequirement(Necessity Necessity, SourcePosition Position, long Count)
    : Requirement(Necessity, Position)
{
    public override string Subject => "open files";
}

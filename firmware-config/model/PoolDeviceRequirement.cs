namespace Basalt.FirmwareConfig.Model;

/// <summary>A block device, or a file, that a pool is to lie on.</summary>
/// <param name="Necessity">Whether the host may lack it.</param>
/// <param name="Position">Where the profile says so.</param>
/// <param name="Path">Absolute.</param>
/// <param name="SizeMin">Bytes that it has at least.</param>
/// <param name="SectorSize">Bytes of a logical sector; null if any will do. A file has none of its own.</param>
public sealed record PoolDeviceRequirement(
    Necessity Necessity, SourcePosition Position, string Path, long SizeMin, long? SectorSize)
    : Requirement(Necessity, Position)
{
    public override string Subject => $"pool device {Path}";
}

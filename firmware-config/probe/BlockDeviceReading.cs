namespace Basalt.FirmwareConfig.Probe;

/// <summary>A block device or a regular file, as it is.</summary>
/// <param name="Size">Bytes of the device; for a file, its bytes and what its file system has free.</param>
/// <param name="SectorSize">Bytes of a logical sector; null for a file.</param>
public sealed record BlockDeviceReading(long Size, long? SectorSize);

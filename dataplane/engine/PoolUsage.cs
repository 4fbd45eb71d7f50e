namespace Basalt.Engine;

/// <summary>Bytes of the pool: what it may hold, what live records and layers take on the device, and how many
/// names.</summary>
public readonly record struct PoolUsage(long CapacitySize, long UsedSize, long NameCount);

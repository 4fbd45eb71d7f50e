namespace Basalt.FirmwareConfig.Probe;

/// <summary>A resource limit of this process (getrlimit(2)); null is unlimited.</summary>
public readonly record struct ResourceLimit(long? Soft, long? Hard);

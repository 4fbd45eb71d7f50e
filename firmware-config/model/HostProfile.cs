namespace Basalt.FirmwareConfig.Model;

/// <summary>What a host should be, read from a profile and found possible.</summary>
public sealed record HostProfile(string Name, string Description, IReadOnlyList<Requirement> Requirements);

namespace Basalt.Objects.Core;

/// <summary>A container as listings show it.</summary>
public sealed record ContainerEntry(string Name, DateTimeOffset CreatedAt, StorageUsage Usage);

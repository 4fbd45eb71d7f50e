namespace Basalt.Objects.Core;

/// <summary>How many objects there are and how many bytes they store.</summary>
public readonly record struct StorageUsage(long ObjectCount, long Size);

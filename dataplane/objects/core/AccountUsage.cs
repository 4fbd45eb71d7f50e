namespace Basalt.Objects.Core;

public readonly record struct AccountUsage(long ContainerCount, long ObjectCount, long Size);

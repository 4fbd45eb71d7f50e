namespace Basalt.Engine;

/// <summary>Two sums kept under one counter name, such as objects and bytes of a container.</summary>
public readonly record struct CounterValue(long Count, long Size);

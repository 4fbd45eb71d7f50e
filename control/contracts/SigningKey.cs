namespace Basalt.Control.Contracts;

/// <summary>32 derived bytes and whose they are.</summary>
public sealed record SigningKey(ReadOnlyMemory<byte> Key, Authorization Authorization);

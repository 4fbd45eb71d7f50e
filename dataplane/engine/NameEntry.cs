namespace Basalt.Engine;

/// <summary>One line of a listing: a record without its value.</summary>
public readonly record struct NameEntry(ReadOnlyMemory<byte> Name, ulong Version, ReadOnlyMemory<byte> Summary);

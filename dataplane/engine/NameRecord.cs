namespace Basalt.Engine;

/// <summary>One entry of the ordered name space, as committed.</summary>
/// <param name="Name">The key, compared byte by byte; at most <see cref="PoolLimits.NameSizeMax"/> bytes.</param>
/// <param name="Version">Rises with each commit of the pool; equal versions are the same record. Never zero.</param>
/// <param name="Summary">The small part that listings need without touching the device; at most
/// <see cref="PoolLimits.SummarySizeMax"/> bytes, meaning known to the caller alone.</param>
/// <param name="Value">The rest, read from the device and verified; at most <see cref="PoolLimits.ValueSizeMax"/>
/// bytes.</param>
public sealed record NameRecord(
    ReadOnlyMemory<byte> Name,
    ulong Version,
    ReadOnlyMemory<byte> Summary,
    ReadOnlyMemory<byte> Value);

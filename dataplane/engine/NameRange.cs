namespace Basalt.Engine;

/// <summary>A part of the ordered name space, for listings.</summary>
/// <param name="Start">First name that may be listed (inclusive; with <paramref name="IsReverse"/> the lower
/// bound).</param>
/// <param name="End">First name that is not listed any more (exclusive); empty: no bound.</param>
/// <param name="IsReverse">From the end down to the start.</param>
public readonly record struct NameRange(ReadOnlyMemory<byte> Start, ReadOnlyMemory<byte> End, bool IsReverse = false);

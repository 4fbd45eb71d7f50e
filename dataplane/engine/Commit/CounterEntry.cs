namespace Basalt.Engine.Commit;

/// <summary>A counter's sums and the record that says so.</summary>
internal readonly record struct CounterEntry(CounterValue Value, ulong Version, int Segment, long Size);

namespace Basalt.Runtime.Simulation;

/// <summary>Something that can run now, and whose it is; without a shard it is the world's.</summary>
internal readonly record struct ReadyItem(SimulatedShard? Shard, SendOrPostCallback Callback, object? State);

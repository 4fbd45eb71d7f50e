namespace Basalt.Runtime.Timers;

/// <summary>What another thread wants of a shard's timer.</summary>
internal sealed record ShardTimerSetting(long Due, long Period);

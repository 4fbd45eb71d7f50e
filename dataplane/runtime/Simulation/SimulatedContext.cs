namespace Basalt.Runtime.Simulation;

/// <summary>Brings continuations back to the simulated shard, or to the world, that awaited.</summary>
internal sealed class SimulatedContext(SimulatedScheduler scheduler, SimulatedShard? shard) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => scheduler.Post(shard, d, state);

    /// <summary>Nobody may block a shard's thread.</summary>
    public override void Send(SendOrPostCallback d, object? state)
        => throw new NotSupportedException("a shard is sent messages, it is not waited for");

    public override SynchronizationContext CreateCopy() => this;
}

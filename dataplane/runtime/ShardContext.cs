namespace Basalt.Runtime;

/// <summary>Brings continuations of what a shard awaits back to that shard.</summary>
internal sealed class ShardContext(Action<SendOrPostCallback, object?> post) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => post(d, state);

    /// <summary>Nobody may block a shard's thread.</summary>
    public override void Send(SendOrPostCallback d, object? state)
        => throw new NotSupportedException("a shard is sent messages, it is not waited for");

    public override SynchronizationContext CreateCopy() => this;
}

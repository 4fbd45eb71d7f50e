using System.Runtime.CompilerServices;

namespace Basalt.Runtime;

/// <summary>Awaited on a shard: goes on in a later turn.</summary>
public readonly struct ShardYield(Shard shard) : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;

    public ShardYield GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => shard.DeferContinuation(continuation);

    public void UnsafeOnCompleted(Action continuation) => shard.DeferContinuation(continuation);
}

using System.Threading.Tasks.Sources;

namespace Basalt.Runtime;

/// <summary>
/// A message with an answer: made by the caller, run on the shard, awaited once. The caller goes on in its own context,
/// never on the shard's thread.
/// </summary>
public abstract class ShardCall<TResult> : IShardWork, IValueTaskSource<TResult>
{
    private ManualResetValueTaskSourceCore<TResult> _core = new() { RunContinuationsAsynchronously = true };

    public ValueTask<TResult> Answer => new(this, _core.Version);

    public abstract void Run();

    public void Complete(TResult result) => _core.SetResult(result);

    public void Fail(Exception failure) => _core.SetException(failure);

    TResult IValueTaskSource<TResult>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<TResult>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<TResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);
}

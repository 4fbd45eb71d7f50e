using System.Threading.Tasks.Sources;

namespace Basalt.Runtime;

/// <summary>
/// An answer that one operation of a shard gives to another, again and again: awaited once, completed once, then armed
/// anew by the taking of its result. Allocates nothing. Completed and awaited on the shard.
/// </summary>
/// <remarks>The continuation runs inside <see cref="Complete"/>, up to <see cref="ShardLimits.InlineDepthMax"/> deep;
/// deeper ones run later in the turn, or in the next.</remarks>
public sealed class ShardAnswer<TResult>(Shard shard) : IValueTaskSource<TResult>, IShardWork
{
    private ManualResetValueTaskSourceCore<TResult> _core;
    private TResult? _result;
    private Exception? _failure;

    /// <summary>What the one waiter awaits.</summary>
    public ValueTask<TResult> Task => new(this, _core.Version);

    public void Complete(TResult result)
    {
        if (shard.TryEnterInline())
        {
            _core.SetResult(result);
            shard.LeaveInline();
            return;
        }

        _result = result;
        shard.Defer(this);
    }

    public void Fail(Exception failure)
    {
        _failure = failure;
        shard.Defer(this);
    }

    void IShardWork.Run()
    {
        var (result, failure) = (_result, _failure);
        _result = default;
        _failure = null;
        if (failure is null) _core.SetResult(result!);
        else _core.SetException(failure);
    }

    TResult IValueTaskSource<TResult>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<TResult>.GetStatus(short token) => _core.GetStatus(token);

    /// <remarks>The completion comes on the shard, so there is no context to go back to: capturing it would cost an
    /// allocation.</remarks>
    void IValueTaskSource<TResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(
            continuation, state, token, flags & ~ValueTaskSourceOnCompletedFlags.UseSchedulingContext);
}

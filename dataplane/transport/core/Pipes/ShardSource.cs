using System.Threading.Tasks.Sources;

using Basalt.Runtime;

namespace Basalt.Transport.Pipes;

/// <summary>
/// Something to be awaited on a shard, over and over, without allocating: whoever awaits goes on in a turn of the
/// shard,
/// also if asked with ConfigureAwait(false). Used on the shard alone.
/// </summary>
/// <remarks>
/// Invariants: one wait at a time; <see cref="Begin"/> opens it, <see cref="Signal"/> ends it, the waiter's GetResult
/// closes it. A wait for the next turn (<see cref="BeginNextTurn"/>) waits for nobody else. The result is made when it
/// is taken, so that what came between signal and turn is in it.
/// </remarks>
internal abstract class ShardSource<TResult>(Shard shard, SynchronizationContext context)
    : IValueTaskSource<TResult>, IShardWork
{
    private static readonly SendOrPostCallback RunCallback = static state => ((ShardSource<TResult>)state!).Run();

    private static readonly SendOrPostCallback TokenCallback =
        static state => ((ShardSource<TResult>)state!).CheckToken();

    private Action<object?>? _continuation;
    private object? _state;
    private ExecutionContext? _execution;
    private CancellationToken _token;
    private CancellationTokenRegistration _registration;
    private short _version;
    private bool _isOpen;
    private bool _isSignalled;
    private bool _isForTurn;

    /// <summary>Whether somebody waits, for another than its turn, and was not signalled yet.</summary>
    public bool IsWaiting => _isOpen && !_isSignalled && !_isForTurn;

    public ValueTask<TResult> Begin(CancellationToken token)
    {
        if (_isOpen) throw new InvalidOperationException("the last wait on this pipe has not been taken");
        _isOpen = true;
        _isSignalled = false;
        _token = token;
        if (token.CanBeCanceled) _registration = token.UnsafeRegister(static state => Post(state!), this);
        return new ValueTask<TResult>(this, _version);
    }

    /// <summary>Waits until the others of the shard have had their turn.</summary>
    public ValueTask<TResult> BeginNextTurn(CancellationToken token)
    {
        var wait = Begin(token);
        _isForTurn = true;
        shard.Defer(this);
        return wait;
    }

    /// <summary>Lets the waiter go on in a coming turn; nothing if nobody waits, or for its turn.</summary>
    public void Signal()
    {
        if (IsWaiting) End();
    }

    /// <summary>The turn that was waited for. Of a wait that a cancellation ended it may come late, and end the next
    /// one of its kind early by less than a turn.</summary>
    void IShardWork.Run()
    {
        if (_isOpen && !_isSignalled && _isForTurn) End();
    }

    private void End()
    {
        _isSignalled = true;
        if (_continuation is not null) context.Post(RunCallback, this);
    }

    public ValueTaskSourceStatus GetStatus(short token)
    {
        Check(token);
        return _isSignalled ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Pending;
    }

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        Check(token);
        if (_continuation is not null) throw new InvalidOperationException("a wait on a pipe is awaited once");
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0)
            _execution = ExecutionContext.Capture();
        _state = state;
        _continuation = continuation;
        if (_isSignalled) context.Post(RunCallback, this);
    }

    public TResult GetResult(short token)
    {
        Check(token);
        if (!_isSignalled) throw new InvalidOperationException("the wait is not over");
        var isCancelled = _token.IsCancellationRequested;
        var cancellation = _token;
        _version++;
        _isOpen = false;
        _isForTurn = false;
        _continuation = null;
        _state = null;
        _execution = null;
        _token = default;
        _registration.Dispose();
        _registration = default;
        if (isCancelled && !HasResult) throw new OperationCanceledException(cancellation);
        return Take();
    }

    /// <summary>Whether there is something to take, so that a late cancellation is not heeded.</summary>
    protected abstract bool HasResult { get; }

    /// <summary>The result; may throw.</summary>
    protected abstract TResult Take();

    private static void Post(object state)
    {
        var source = (ShardSource<TResult>)state;
        source.Enqueue();
    }

    private void Enqueue() => context.Post(TokenCallback, this);

    /// <summary>Runs after a token was cancelled; it may have been that of a wait long over.</summary>
    private void CheckToken()
    {
        if (_isOpen && !_isSignalled && _token.IsCancellationRequested) End();
    }

    private void Run()
    {
        var continuation = _continuation!;
        if (_execution is { } execution)
            ExecutionContext.Run(execution, static state => ((ShardSource<TResult>)state!).RunPlain(), this);
        else
            continuation(_state);

        // Who went on may have laid it aside (PipeStream); what the shard runs next has it.
        SynchronizationContext.SetSynchronizationContext(context);
    }

    private void RunPlain() => _continuation!(_state);

    private void Check(short token)
    {
        if (token != _version || !_isOpen) throw new InvalidOperationException("this wait was taken before");
    }
}

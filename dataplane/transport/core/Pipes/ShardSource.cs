using System.Threading.Tasks.Sources;

namespace Basalt.Transport.Pipes;

/// <summary>
/// Something to be awaited on a shard, over and over, without allocating: whoever awaits goes on in a turn of the
/// shard,
/// also if asked with ConfigureAwait(false). Used on the shard alone.
/// </summary>
/// <remarks>
/// Invariants: one wait at a time; <see cref="Begin"/> opens it, <see cref="Signal"/> ends it, the waiter's GetResult
/// closes it. The result is made when it is taken, so that what came between signal and turn is in it.
/// </remarks>
internal abstract class ShardSource<TResult>(SynchronizationContext context) : IValueTaskSource<TResult>
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

    /// <summary>Whether somebody waits and was not signalled yet.</summary>
    public bool IsWaiting => _isOpen && !_isSignalled;

    public ValueTask<TResult> Begin(CancellationToken token)
    {
        if (_isOpen) throw new InvalidOperationException("the last wait on this pipe has not been taken");
        _isOpen = true;
        _isSignalled = false;
        _token = token;
        if (token.CanBeCanceled) _registration = token.UnsafeRegister(static state => Post(state!), this);
        return new ValueTask<TResult>(this, _version);
    }

    /// <summary>Lets the waiter go on in a coming turn; nothing if nobody waits.</summary>
    public void Signal()
    {
        if (!IsWaiting) return;
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
        if (_isOpen && _token.IsCancellationRequested) Signal();
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

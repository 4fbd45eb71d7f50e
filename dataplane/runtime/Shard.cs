namespace Basalt.Runtime;

/// <summary>
/// One thread of the data plane and all that it alone may touch. Others send it messages; what it awaits comes back to
/// it.
/// </summary>
/// <remarks>
/// Invariants: work and continuations run one at a time; an await inside runs on with this shard's context; the mailbox
/// is bounded for senders, continuations are not counted, since each belongs to work that was let in.
/// </remarks>
public abstract class Shard(string name, TimeProvider time, Random random) : IAsyncDisposable
{
    [ThreadStatic]
    private static Shard? _current;

    private int _inlineDepth;

    /// <summary>The shard whose thread this is; null elsewhere, and in simulations, where all are on one.</summary>
    public static Shard? Current
    {
        get => _current;
        private protected set => _current = value;
    }

    public string Name { get; } = name;

    /// <summary>The clock of everything on this shard.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Seeded; used on the shard alone. Not for secrets.</summary>
    public Random Random { get; } = random;

    /// <summary>Whether the caller runs on this shard.</summary>
    public abstract bool IsCurrent { get; }

    /// <summary>Which turn this is: all that may be done in one is done once around. On the shard.</summary>
    public long Turn { get; protected set; }

    /// <summary>Timers that are set on the shard's own clock; 0 where the clock keeps its own. Any thread.</summary>
    public virtual int TimerCount => 0;

    /// <summary>Sends a message from any thread; false if the mailbox is full or the shard has ended.</summary>
    public abstract bool TryPost(IShardWork work);

    /// <summary>Runs on the shard and hands the result to the caller's own context.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var call = new TaskWork<T>(work);
        if (!TryPost(call)) throw new InvalidOperationException($"shard {Name} takes no more work");

        // Awaited here, not handed on: a task that ends asynchronously ends a WhenAll over it on the thread pool.
        return await call.Task;
    }

    /// <inheritdoc cref="RunAsync{T}(Func{Task{T}})"/>
    public Task RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work();
        return true;
    });

    /// <summary>Runs in a later turn, when the others have had theirs. From the shard alone; not bounded, since it
    /// belongs to work that was let in.</summary>
    public virtual void Defer(IShardWork work) => Invariant.Check(TryPost(new NextTurn(this, work)));

    /// <summary>Awaited, goes on in a later turn. From the shard alone.</summary>
    public ShardYield Yield() => new(this);

    public abstract ValueTask DisposeAsync();

    internal virtual void DeferContinuation(Action continuation) => Defer(new ActionWork(continuation));

    internal bool TryEnterInline()
    {
        if (_inlineDepth == ShardLimits.InlineDepthMax) return false;
        _inlineDepth++;
        return true;
    }

    internal void LeaveInline() => _inlineDepth--;

    /// <summary>Where messages are all there is, each deferral begins a turn.</summary>
    private sealed class NextTurn(Shard shard, IShardWork work) : IShardWork
    {
        public void Run()
        {
            shard.Turn++;
            work.Run();
        }
    }

    private sealed class ActionWork(Action action) : IShardWork
    {
        public void Run() => action();
    }

    private sealed class TaskWork<T>(Func<Task<T>> work) : IShardWork
    {
        private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _source.Task;

        public async void Run()
        {
            try
            {
                _source.SetResult(await work());
            }
            catch (OperationCanceledException cancelled)
            {
                _source.TrySetCanceled(cancelled.CancellationToken);
            }
            catch (Exception failure) when (failure is not InvariantException)
            {
                // Not swallowed: it rises where the caller awaits.
                _source.TrySetException(failure);
            }
        }
    }
}

using System.Collections.Concurrent;

namespace Basalt.Runtime;

/// <summary>A shard on a thread of its own, that sleeps in its driver when it has nothing to do.</summary>
/// <remarks>
/// The sleeping protocol: the shard raises <c>_isSleeping</c>, looks at its queues once more and only then sleeps; a
/// sender queues first, then looks at the flag. With a full fence between on both sides one of them sees the other.
/// </remarks>
public sealed class ThreadShard : Shard
{
    private readonly ShardDriver _driver;
    private readonly ShardContext _context;
    private readonly Thread _thread;
    private readonly ConcurrentQueue<IShardWork> _mailbox = new();
    private readonly ConcurrentQueue<Continuation> _foreign = new();
    private readonly Queue<Continuation> _local = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _mailboxLength;
    private int _isSleeping;
    private volatile bool _isEnding;

    private ThreadShard(string name, ShardDriver driver, TimeProvider time, Random random)
        : base(name, time, random)
    {
        _driver = driver;
        _context = new ShardContext(PostContinuation);
        _thread = new Thread(Loop) { Name = name, IsBackground = true };
    }

    public override bool IsCurrent => Thread.CurrentThread == _thread;

    /// <summary>Starts the thread; returns once the driver has started. The shard disposes the driver.</summary>
    /// <exception cref="IOException">The driver could not start.</exception>
    public static ThreadShard Start(string name, ShardDriver driver, TimeProvider time, int seed)
    {
        var shard = new ThreadShard(name, driver, time, new Random(seed));
        shard._thread.Start();
        shard._started.Task.GetAwaiter().GetResult();
        return shard;
    }

    public override bool TryPost(IShardWork work)
    {
        if (_isEnding) return false;
        if (Interlocked.Increment(ref _mailboxLength) > ShardLimits.MailboxLengthMax)
        {
            Interlocked.Decrement(ref _mailboxLength);
            return false;
        }

        _mailbox.Enqueue(work);
        WakeIfSleeping();
        return true;
    }

    /// <summary>Ends after what is in the queues has run. Whoever uses the shard's devices closes them
    /// before.</summary>
    public override async ValueTask DisposeAsync()
    {
        _isEnding = true;
        WakeIfSleeping();
        await _ended.Task;
    }

    private void PostContinuation(SendOrPostCallback callback, object? state)
    {
        if (IsCurrent)
        {
            _local.Enqueue(new Continuation(callback, state));
            return;
        }

        _foreign.Enqueue(new Continuation(callback, state));
        WakeIfSleeping();
    }

    private void WakeIfSleeping()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isSleeping) == 0) return;
        if (Interlocked.Exchange(ref _isSleeping, 0) == 1) _driver.Wake();
    }

    private void Loop()
    {
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            _driver.Start();
        }
        catch (IOException failure)
        {
            _driver.Dispose();
            _ended.SetResult();
            _started.SetException(failure);
            return;
        }

        _started.SetResult();
        while (true)
        {
            if (Turn() > 0) continue;
            if (_isEnding && IsIdle) break;
            Volatile.Write(ref _isSleeping, 1);
            Interlocked.MemoryBarrier();
            if (IsIdle && !_isEnding) _driver.Sleep();
            Volatile.Write(ref _isSleeping, 0);
        }

        _driver.Dispose();
        _ended.SetResult();
    }

    private bool IsIdle => _mailbox.IsEmpty && _foreign.IsEmpty && _local.Count == 0;

    private int Turn()
    {
        var count = _driver.Poll();
        for (var i = 0; i < ShardLimits.TurnLengthMax && _local.TryDequeue(out var continuation); i++, count++)
            continuation.Run();
        for (var i = 0; i < ShardLimits.TurnLengthMax && _foreign.TryDequeue(out var continuation); i++, count++)
            continuation.Run();
        for (var i = 0; i < ShardLimits.TurnLengthMax && _mailbox.TryDequeue(out var work); i++, count++)
        {
            Interlocked.Decrement(ref _mailboxLength);
            work.Run();
        }

        return count;
    }

    private readonly record struct Continuation(SendOrPostCallback Callback, object? State)
    {
        public void Run() => Callback(State);
    }
}

using System.Collections.Concurrent;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Threads;
using Basalt.Runtime.Timers;

namespace Basalt.Runtime;

/// <summary>A shard on a thread of its own, that sleeps in its driver when it has nothing to do.</summary>
/// <remarks>
/// The sleeping protocol: the shard raises <c>_isSleeping</c>, looks at its queues once more and only then sleeps; a
/// sender queues first, then looks at the flag. With a full fence between on both sides one of them sees the other.
/// </remarks>
public sealed class ThreadShard : Shard
{
    private readonly ShardDriver _driver;
    private readonly ShardOptions _options;
    private readonly ShardClock? _clock;
    private readonly ShardSpin _spin;
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

    private ThreadShard(
        string name, ShardDriver driver, (TimeProvider Time, ShardClock? Own) clock, Random random,
        ShardOptions options)
        : base(name, clock.Time, random)
    {
        _driver = driver;
        _options = options;
        _clock = clock.Own;
        _clock?.Bind(this);
        _spin = new ShardSpin(clock.Time, options.SpinTime);
        _context = new ShardContext(PostContinuation);
        _thread = new Thread(Loop) { Name = name, IsBackground = true };
    }

    public override bool IsCurrent => Thread.CurrentThread == _thread;

    public override int TimerCount => _clock?.Count ?? 0;

    /// <inheritdoc cref="Start(string, ShardDriver, TimeProvider, int, ShardOptions)"/>
    public static ThreadShard Start(string name, ShardDriver driver, TimeProvider time, int seed)
        => Start(name, driver, time, seed, new ShardOptions());

    /// <summary>Starts the thread; returns once the driver has started. The shard disposes the driver.</summary>
    /// <param name="name">Of the shard and its thread.</param>
    /// <param name="driver">What it polls and sleeps in.</param>
    /// <param name="time">The machine's clock, whose timers the shard keeps itself, or another one, which keeps its
    /// own.</param>
    /// <param name="seed">Of the shard's random.</param>
    /// <param name="options">How it uses its processor.</param>
    /// <exception cref="IOException">The driver could not start, or the processor is not ours.</exception>
    public static ThreadShard Start(
        string name, ShardDriver driver, TimeProvider time, int seed, ShardOptions options)
    {
        var shard = new ThreadShard(name, driver, ShardClock.Of(time), new Random(seed), options);
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

    public override void Defer(IShardWork work)
        => _local.Enqueue(new Continuation(static work => ((IShardWork)work!).Run(), work));

    /// <summary>Ends after what is in the queues has run. Whoever uses the shard's devices closes them
    /// before.</summary>
    public override async ValueTask DisposeAsync()
    {
        _isEnding = true;
        WakeIfSleeping();
        await _ended.Task;
    }

    internal override void DeferContinuation(Action continuation)
        => _local.Enqueue(new Continuation(static action => ((Action)action!)(), continuation));

    internal void PostContinuation(SendOrPostCallback callback, object? state)
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
        if (Interlocked.Exchange(ref _isSleeping, 0) != 1) return;
        try
        {
            _driver.Wake();
        }
        catch (ObjectDisposedException) when (_isEnding)
        {
            // It woke by itself since it was seen asleep, and has ended: nobody is left to wake.
        }
    }

    private void Loop()
    {
        SynchronizationContext.SetSynchronizationContext(_context);
        Current = this;
        try
        {
            Pin();
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
            Turn++;
            var count = RunTurn();
            if (!IsIdle || _driver.HasWork) continue;
            if (count == 0 && _isEnding) break;
            if (_options.IsPolling) _driver.Flush();
            else Rest();
        }

        _driver.Dispose();
        Current = null;
        _ended.SetResult();
    }

    private bool IsIdle => _mailbox.IsEmpty && _foreign.IsEmpty && _local.Count == 0;

    private int RunTurn()
    {
        var count = _driver.Poll();
        if (_clock is not null) count += _clock.RunDue(ShardLimits.TurnLengthMax);

        // What these add to the queue is for the next turn.
        var length = Math.Min(_local.Count, ShardLimits.TurnLengthMax);
        for (var i = 0; i < length; i++, count++) _local.Dequeue().Run();
        for (var i = 0; i < ShardLimits.TurnLengthMax && _foreign.TryDequeue(out var continuation); i++, count++)
            continuation.Run();
        for (var i = 0; i < ShardLimits.TurnLengthMax && _mailbox.TryDequeue(out var work); i++, count++)
        {
            Interlocked.Decrement(ref _mailboxLength);
            work.Run();
        }

        return count;
    }

    /// <summary>Looks for more for a moment, if that has paid lately; otherwise, or in vain, sleeps.</summary>
    private void Rest()
    {
        if (!_isEnding && _driver.IsLookUseful && _spin.IsDue)
        {
            _driver.Flush();
            if (_spin.Run(_driver, this)) return;
        }

        Volatile.Write(ref _isSleeping, 1);
        Interlocked.MemoryBarrier();
        if (IsIdle && !_isEnding) _driver.Sleep(_clock?.UntilNext() ?? Timeout.InfiniteTimeSpan);
        Volatile.Write(ref _isSleeping, 0);
    }

    internal bool HasMessages => !_mailbox.IsEmpty || !_foreign.IsEmpty;

    private void Pin()
    {
        if (_options.Processor is not { } processor) return;
        if (ProcessorAffinity.TryPin(processor) is var error && error != Errno.None)
            throw new LinuxException($"shard {Name} cannot be bound to processor {processor}", error);
    }

    private readonly record struct Continuation(SendOrPostCallback Callback, object? State)
    {
        public void Run() => Callback(State);
    }
}

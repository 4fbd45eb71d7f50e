namespace Basalt.Runtime.Simulation;

/// <summary>
/// Whole machines on one thread: whatever is ready waits in one list and the seed picks which runs next; each turn
/// takes a little simulated time, and when nothing is ready the clock jumps to the next timer. The same seed runs the
/// same order.
/// </summary>
/// <remarks>
/// Invariants: one item runs at a time; what belongs to a crashed process never runs, what belongs to a stopped one
/// waits until it goes on; nothing comes in from another thread while the simulation runs. Who drives the simulation is
/// the world: code under no process, which neither crashes nor stops.
/// </remarks>
public sealed class SimulatedScheduler
{
    /// <summary>Turns after which a run counts as going round in circles.</summary>
    public const long TurnCountMaxDefault = 20_000_000;

    /// <summary>Real time in which work that left the one thread may show itself, before a run is called
    /// stuck.</summary>
    private const int EscapeMsMax = 100;

    private readonly List<ReadyItem> _ready = [];
    private readonly PriorityQueue<Action, (long Turn, long Order)> _atTurn = new();
    private readonly List<SimulatedProcess> _processes = [];
    private readonly SimulatedContext _world;
    private TurnOrder _order;
    private EventTrace _trace = EventTrace.Start;
    private long _atTurnCount;
    private int _thread;
    private volatile string? _escape;

    public SimulatedScheduler(int seed)
    {
        Random = new Random(seed);
        _order = new TurnOrder((ulong)Random.NextInt64());
        Timers = new SimulatedTimers();
        Time = new SimulatedTime(this, null);
        _world = new SimulatedContext(this, null);
    }

    /// <summary>The world's random: what a test decides by the seed.</summary>
    public Random Random { get; }

    /// <summary>The world's clock, right and for ever.</summary>
    public SimulatedTime Time { get; }

    /// <summary>Turns run so far.</summary>
    public long TurnCount { get; private set; }

    public long TurnCountMax { get; init; } = TurnCountMaxDefault;

    /// <summary>A hash over what ran when, and over whatever <see cref="Trace(ulong)"/> was told: equal for equal
    /// seeds.</summary>
    public ulong TraceHash => _trace.Hash;

    /// <summary>The shard whose code runs now; null in the world.</summary>
    public SimulatedShard? Current { get; private set; }

    internal SimulatedTimers Timers { get; }

    /// <summary>Makes a machine and begins its main, each time it starts.</summary>
    public SimulatedProcess StartProcess(string name, Func<SimulatedProcess, Task> main)
    {
        var process = new SimulatedProcess(this, _processes.Count + 1, name, main);
        _processes.Add(process);
        process.Begin();
        return process;
    }

    /// <summary>Makes a machine whose shards are used from the world.</summary>
    public SimulatedProcess StartProcess(string name) => StartProcess(name, static _ => Task.CompletedTask);

    /// <summary>Adds to what the world has ready.</summary>
    public void Post(SendOrPostCallback callback, object? state) => Post(null, callback, state);

    /// <summary>Runs an action between two turns, once so many more have run: so a fault can fall on any
    /// moment.</summary>
    public void AfterTurns(long count, Action action)
        => _atTurn.Enqueue(action, (TurnCount + Math.Max(1, count), _atTurnCount++));

    /// <summary>Makes an event part of the trace: what a device, a network or a checker saw.</summary>
    public void Trace(ulong value) => _trace.Add(value);

    /// <inheritdoc cref="Trace(ulong)"/>
    public void Trace(ReadOnlySpan<byte> bytes) => _trace.Add(bytes);

    /// <summary>Runs until the work is done, or until <paramref name="shouldStop"/> says that the machine lost
    /// power.</summary>
    /// <returns>Whether the work was done.</returns>
    /// <exception cref="SimulationStuckException">Nothing is ready, no timer runs, and the work is not done; or it goes
    /// round in circles; or something of it runs on another thread.</exception>
    public bool Run(Func<Task> work, Func<bool>? shouldStop = null)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_world);
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            var task = work();
            while (!task.IsCompleted)
            {
                if (shouldStop is not null && shouldStop()) return false;
                RunOne();
            }

            task.GetAwaiter().GetResult();
            return true;
        }
        finally
        {
            _thread = 0;
            Current = null;
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    internal void Post(SimulatedShard? shard, SendOrPostCallback callback, object? state)
    {
        if (_thread != 0 && _thread != Environment.CurrentManagedThreadId)
        {
            // Thrown on the simulation's own thread: here it would end the whole test process without a word.
            _escape ??= $"a continuation came back from another thread:\n{Environment.StackTrace}";
            return;
        }

        _ready.Add(new ReadyItem(shard, callback, state));
    }

    internal void PutBack(List<ReadyItem> items) => _ready.AddRange(items);

    private void RunOne()
    {
        if (_escape is not null) throw new SimulationStuckException(_escape);
        if (TurnCount >= TurnCountMax) throw Stuck($"{TurnCount} turns were not enough");
        while (_atTurn.TryPeek(out _, out var moment) && moment.Turn <= TurnCount) RunBetweenTurns();
        if (_ready.Count == 0 && !TryGoOn()) throw Stuck("nothing is ready and no timer runs");
        if (_ready.Count == 0) return;
        var (index, ticks) = _order.Next(_ready.Count);
        var item = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        if (item.Shard is { } shard && !shard.Process.Admits(item)) return;
        TurnCount++;
        Timers.Pass(ticks);
        _trace.Add(((ulong)(uint)(item.Shard?.Number ?? 0) << 48) | ((ulong)(uint)_ready.Count << 24) | (uint)index);
        Current = item.Shard;
        SynchronizationContext.SetSynchronizationContext(item.Shard?.Context ?? _world);
        item.Callback(item.State);
    }

    /// <summary>Nothing is ready: the clock jumps. Without a timer the next action between turns is due.</summary>
    private bool TryGoOn()
    {
        if (Timers.TryJump()) return true;
        if (_atTurn.Count == 0) return false;
        RunBetweenTurns();
        return true;
    }

    private void RunBetweenTurns()
    {
        Current = null;
        SynchronizationContext.SetSynchronizationContext(_world);
        _atTurn.Dequeue()();
    }

    private SimulationStuckException Stuck(string what)
    {
        // What waits for the thread pool never becomes ready: say so, if it turns up, rather than blame a wake-up.
        SpinWait.SpinUntil(() => _escape is not null, EscapeMsMax);
        return new SimulationStuckException(
            _escape ?? $"the simulation is stuck: {what}; {string.Join(", ", _processes)}");
    }
}

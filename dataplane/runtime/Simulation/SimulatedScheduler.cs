namespace Basalt.Runtime.Simulation;

/// <summary>
/// A whole data plane on one thread: whatever is ready waits in one list and the seed picks which runs next; when
/// nothing
/// is ready the simulated clock jumps to the next timer. The same seed runs the same order.
/// </summary>
public sealed class SimulatedScheduler
{
    private readonly List<(SendOrPostCallback Callback, object? State)> _ready = [];
    private readonly ShardContext _context;
    private ulong _trace = 14695981039346656037;

    public SimulatedScheduler(int seed)
    {
        Random = new Random(seed);
        Time = new SimulatedTime(this);
        _context = new ShardContext(Post);
    }

    public Random Random { get; }

    public SimulatedTime Time { get; }

    /// <summary>Turns run so far.</summary>
    public long TurnCount { get; private set; }

    /// <summary>A hash over the order in which things ran: equal for equal seeds.</summary>
    public ulong TraceHash => _trace;

    /// <summary>Adds to what is ready.</summary>
    public void Post(SendOrPostCallback callback, object? state) => _ready.Add((callback, state));

    /// <summary>Runs until the work is done, or until <paramref name="shouldStop"/> says that the machine lost
    /// power.</summary>
    /// <returns>Whether the work was done.</returns>
    /// <exception cref="InvalidOperationException">Nothing is ready, no timer runs, and the work is not
    /// done.</exception>
    public bool Run(Func<Task> work, Func<bool>? shouldStop = null)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            var task = work();
            while (!task.IsCompleted)
            {
                if (shouldStop is not null && shouldStop()) return false;
                if (_ready.Count == 0 && !Time.TryAdvanceToNextTimer())
                    throw new InvalidOperationException("the simulation is stuck: nothing is ready and no timer runs");
                RunOne();
            }

            task.GetAwaiter().GetResult();
            return true;
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void RunOne()
    {
        if (_ready.Count == 0) return;
        var index = Random.Next(_ready.Count);
        var (callback, state) = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        TurnCount++;
        _trace = (_trace ^ (ulong)((index * 31) + _ready.Count)) * 1099511628211;
        callback(state);
    }
}

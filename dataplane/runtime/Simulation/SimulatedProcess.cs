namespace Basalt.Runtime.Simulation;

/// <summary>
/// A machine of a simulation: shards with one fate. It can crash at any moment, stop and go on, and start again with
/// nothing but what its devices kept.
/// </summary>
/// <remarks>
/// Devices and networks belong to the world; they learn of the end by <see cref="AtCrash"/>. A crash runs no
/// <c>finally</c> of the process's code, like SIGKILL.
/// </remarks>
public sealed class SimulatedProcess
{
    private readonly Func<SimulatedProcess, Task> _main;
    private readonly List<ReadyItem> _held = [];
    private readonly List<Action> _atCrash = [];
    private readonly int _number;
    private int _shardCount;

    internal SimulatedProcess(
        SimulatedScheduler scheduler, int number, string name, Func<SimulatedProcess, Task> main)
    {
        Scheduler = scheduler;
        Name = name;
        Random = new Random(scheduler.Random.Next());
        _number = number;
        _main = main;
    }

    public string Name { get; }

    public SimulatedScheduler Scheduler { get; }

    public Random Random { get; }

    public SimulatedProcessState State { get; private set; } = SimulatedProcessState.Crashed;

    /// <summary>How often it was started.</summary>
    public int Incarnation { get; private set; }

    /// <summary>How far its wall clock is ahead of the world's.</summary>
    public TimeSpan ClockSkew { get; set; }

    public bool IsRunning => State == SimulatedProcessState.Running;

    public SimulatedShard StartShard(string name) => new($"{Name}/{name}", this);

    /// <summary>Runs once, when this incarnation crashes: connections break, memory is given back.</summary>
    public void AtCrash(Action action) => _atCrash.Add(action);

    /// <summary>Ends at once; nothing of it runs any more.</summary>
    public void Crash()
    {
        if (State == SimulatedProcessState.Crashed) return;
        State = SimulatedProcessState.Crashed;
        _held.Clear();
        var actions = _atCrash.ToArray();
        _atCrash.Clear();
        foreach (var action in actions) action();
    }

    /// <summary>Stops where it is; what happens to it meanwhile waits.</summary>
    public void Stop()
    {
        if (State == SimulatedProcessState.Running) State = SimulatedProcessState.Stopped;
    }

    /// <summary>Goes on after <see cref="Stop"/>.</summary>
    public void Continue()
    {
        if (State != SimulatedProcessState.Stopped) return;
        State = SimulatedProcessState.Running;
        Scheduler.PutBack(_held);
        _held.Clear();
    }

    /// <summary>Starts anew, with an empty memory; crashes first if it runs.</summary>
    public void Restart()
    {
        Crash();
        Begin();
    }

    public override string ToString() => $"{Name} (start {Incarnation}): {State}, {_held.Count} held";

    internal void Begin()
    {
        Invariant.Check(State == SimulatedProcessState.Crashed);
        Incarnation++;
        State = SimulatedProcessState.Running;
        Scheduler.Post(StartShard("main"), Main, null);
    }

    /// <summary>Whether this may run now. What may not is kept while the process is stopped, and dropped for
    /// good after a crash.</summary>
    internal bool Admits(in ReadyItem item)
    {
        if (item.Shard!.IsEnded) return false;
        if (State == SimulatedProcessState.Running) return true;
        _held.Add(item);
        return false;
    }

    internal int NextShardNumber() => (_number << 8) | (++_shardCount & 0xFF);

    /// <summary>A failure of main rises in the scheduler's run, with the seed.</summary>
    private async void Main(object? state) => await _main(this);
}

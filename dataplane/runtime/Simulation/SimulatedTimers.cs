namespace Basalt.Runtime.Simulation;

/// <summary>The one clock of a simulation and all timers that wait for it, in order of time and then of
/// starting.</summary>
internal sealed class SimulatedTimers
{
    private readonly PriorityQueue<SimulatedTimer, (long Due, long Order)> _waiting = new();
    private long _order;

    /// <summary>Ticks of 100 ns since the simulation began.</summary>
    public long Now { get; private set; }

    public void Add(SimulatedTimer timer) => _waiting.Enqueue(timer, (timer.Due, _order++));

    /// <summary>Work took this long; what fell due meanwhile is ready now.</summary>
    public void Pass(int ticks)
    {
        Now += ticks;
        while (_waiting.TryPeek(out _, out var next) && next.Due <= Now) FireFirst();
    }

    /// <summary>Jumps to the first timer that still runs; false if none does.</summary>
    public bool TryJump()
    {
        while (_waiting.Count > 0)
            if (FireFirst()) return true;
        return false;
    }

    /// <summary>A timer that was changed or ended meanwhile has left an entry that no longer means it.</summary>
    private bool FireFirst()
    {
        if (!_waiting.TryDequeue(out var timer, out var due) || timer.Due != due.Due) return false;
        Now = Math.Max(Now, due.Due);
        timer.Fire();
        return true;
    }
}

using Basalt.Runtime;
using Basalt.Runtime.Simulation;
using Basalt.Transport.Memory;

namespace Basalt.Transport.Simulation;

/// <summary>Carries messages in simulated time; the seed chooses delays, portions and faults.</summary>
internal sealed class SimulatedCarrier(SimulatedScheduler scheduler, SimulatedNetworkOptions options) : ICarrier
{
    private const int Million = 1_000_000;
    private const int CutEvery = 4;

    private readonly Random _random = new(scheduler.Random.Next());

    /// <summary>What lives in each process that runs, in the order in which it came.</summary>
    private readonly Dictionary<SimulatedProcess, List<ICrashWitness>> _witnesses = [];

    public void Watch(Shard shard, ICrashWitness witness)
    {
        if (shard is not SimulatedShard { Process: var process }) return;
        if (!_witnesses.TryGetValue(process, out var witnesses))
        {
            _witnesses[process] = witnesses = [];
            process.AtCrash(() => End(process));
        }

        witnesses.Add(witness);
    }

    public void Unwatch(Shard shard, ICrashWitness witness)
    {
        if (shard is SimulatedShard { Process: var process } && _witnesses.TryGetValue(process, out var witnesses))
            witnesses.Remove(witness);
    }

    public bool TryCarry(MemoryLane lane, MemoryMessage message)
    {
        if (lane.IsSilent) return true;
        var chance = _random.Next(Million);
        var isReset = chance < options.ResetsPerMillion;
        if (isReset) message = message.AsReset();
        if (chance < options.ResetsPerMillion + options.SilencesPerMillion) lane.IsSilent = true;

        // Never before what was sent earlier. Who arrives at the same moment is drawn by the scheduler, so an arrival
        // takes the oldest message, whichever it was made for.
        var now = scheduler.Time.GetTimestamp();
        var arrival = Math.Max(lane.ArrivalLast, now + Delay().Ticks);
        lane.ArrivalLast = arrival;
        lane.UnderWay.Enqueue(message);
        scheduler.Time.CreateTimer(
            static state => ((MemoryLane)state!).UnderWay.Dequeue().Run(),
            lane, TimeSpan.FromTicks(arrival - now), Timeout.InfiniteTimeSpan);
        return !isReset;
    }

    /// <summary>Cut anywhere now and then; always, everything would travel in crumbs.</summary>
    public int Portion(int size)
    {
        var portion = Math.Min(size, options.PortionSizeMax);
        return _random.Next(CutEvery) == 0 ? _random.Next(1, portion + 1) : portion;
    }

    private void End(SimulatedProcess process)
    {
        if (!_witnesses.Remove(process, out var witnesses)) return;
        foreach (var witness in witnesses) witness.OnCrash();
    }

    private TimeSpan Delay() => TimeSpan.FromTicks(_random.NextInt64(
        options.DelayMin.Ticks, options.DelayMax.Ticks + 1));
}

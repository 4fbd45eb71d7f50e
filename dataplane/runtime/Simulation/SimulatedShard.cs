namespace Basalt.Runtime.Simulation;

/// <summary>A shard of a simulation: its messages run in the order the seed picks, sender's order kept.</summary>
public sealed class SimulatedShard(string name, SimulatedScheduler scheduler)
    : Shard(name, scheduler.Time, new Random(scheduler.Random.Next()))
{
    private readonly Queue<IShardWork> _mailbox = new();

    public override bool IsCurrent => true;

    public override bool TryPost(IShardWork work)
    {
        if (_mailbox.Count >= ShardLimits.MailboxLengthMax) return false;
        _mailbox.Enqueue(work);
        scheduler.Post(static state => ((SimulatedShard)state!)._mailbox.Dequeue().Run(), this);
        return true;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

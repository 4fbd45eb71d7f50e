namespace Basalt.Runtime.Simulation;

/// <summary>A shard of a simulated process: its messages run in the order they were sent, and everything else in the
/// order the seed picks.</summary>
public sealed class SimulatedShard : Shard
{
    private readonly Queue<IShardWork> _mailbox = new();
    private readonly SimulatedScheduler _scheduler;
    private readonly int _incarnation;
    private bool _isEnding;

    /// <summary>A shard in a process of its own, used from the world.</summary>
    public SimulatedShard(string name, SimulatedScheduler scheduler)
        : this(name, scheduler.StartProcess(name))
    {
    }

    internal SimulatedShard(string name, SimulatedProcess process)
        : this(name, process, new SimulatedTime(process.Scheduler, process))
    {
    }

    private SimulatedShard(string name, SimulatedProcess process, SimulatedTime time)
        : base(name, time, new Random(process.Random.Next()))
    {
        _scheduler = process.Scheduler;
        Process = process;
        _incarnation = process.Incarnation;
        Number = process.NextShardNumber();
        Context = new SimulatedContext(_scheduler, this);
        time.Shard = this;
    }

    public SimulatedProcess Process { get; }

    public override bool IsCurrent => ReferenceEquals(_scheduler.Current, this);

    /// <summary>Messages that may wait; a test lowers it to see senders refused.</summary>
    public int MailboxLengthMax { get; set; } = ShardLimits.MailboxLengthMax;

    /// <summary>Its process crashed, or was started again since.</summary>
    public bool IsEnded => _incarnation != Process.Incarnation || Process.State == SimulatedProcessState.Crashed;

    internal SimulatedContext Context { get; }

    /// <summary>Process and shard, for the trace.</summary>
    internal int Number { get; }

    public override bool TryPost(IShardWork work)
    {
        if (_isEnding || IsEnded || _mailbox.Count >= MailboxLengthMax) return false;
        _mailbox.Enqueue(work);
        _scheduler.Post(this, static state => ((SimulatedShard)state!)._mailbox.Dequeue().Run(), this);
        return true;
    }

    /// <summary>Not bounded, and in no order with the messages: it belongs to work that was let in.</summary>
    public override void Defer(IShardWork work) => _scheduler.Post(
        this,
        state =>
        {
            Turn++;
            ((IShardWork)state!).Run();
        },
        work);

    /// <summary>Takes no more messages; ends when those it has are read.</summary>
    public override async ValueTask DisposeAsync()
    {
        _isEnding = true;
        while (_mailbox.Count > 0 && !IsEnded) await Task.Yield();
    }
}

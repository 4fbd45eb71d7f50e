using Basalt.Runtime;

namespace Basalt.Transport.Memory;

/// <summary>One direction of a connection: what was sent first arrives first.</summary>
internal sealed class MemoryLane(Shard target)
{
    /// <summary>Where messages go.</summary>
    public Shard Target { get; } = target;

    /// <summary>Under way, oldest first; for carriers that take time. Bounded by the connection's window.</summary>
    public Queue<MemoryMessage> UnderWay { get; } = new();

    /// <summary>Whether nothing arrives any more, and nobody is told.</summary>
    public bool IsSilent { get; set; }

    /// <summary>When the newest message under way arrives, in the clock's ticks.</summary>
    public long ArrivalLast { get; set; }
}

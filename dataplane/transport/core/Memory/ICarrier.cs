using Basalt.Runtime;

namespace Basalt.Transport.Memory;

/// <summary>How messages travel between the ends of connections in memory.</summary>
internal interface ICarrier
{
    /// <summary>Brings a message to its target's shard, in the lane's order. False if it could not be
    /// taken.</summary>
    /// <summary>This one lives on a shard whose process may crash.</summary>
    void Watch(Shard shard, ICrashWitness witness)
    {
    }

    /// <summary>It ended by itself.</summary>
    void Unwatch(Shard shard, ICrashWitness witness)
    {
    }

    bool TryCarry(MemoryLane lane, MemoryMessage message);

    /// <summary>How many of these bytes go into one message: at least one.</summary>
    int Portion(int size);
}

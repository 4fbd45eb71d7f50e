using Basalt.Runtime;
using Basalt.Transport.Pipes;

namespace Basalt.Transport.Memory;

/// <summary>Keeps the client's end of one connection in memory. It has no time limits.</summary>
internal sealed class MemoryClient(Shard shard, SynchronizationContext context) : IConnectionHome
{
    public Shard Shard { get; } = shard;

    public SynchronizationContext Context { get; } = context;

    /// <summary>Like a client that closes its socket.</summary>
    public bool IsLingering => false;

    public TransportLimits Limits { get; } = new();

    public TransportCounters Counters { get; } = new();

    public PipeBuffers Buffers => field ??= new PipeBuffers(Limits, Counters);

    /// <summary>What the handler failed of.</summary>
    public string? Failure { get; private set; }

    public void Warn(string message) => Failure = message;

    public void Remove(Connection connection)
    {
    }
}

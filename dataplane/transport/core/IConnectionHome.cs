using Basalt.Runtime;
using Basalt.Transport.Pipes;

namespace Basalt.Transport;

/// <summary>What a connection needs of whoever keeps it.</summary>
internal interface IConnectionHome
{
    Shard Shard { get; }

    SynchronizationContext Context { get; }

    PipeBuffers Buffers { get; }

    TransportLimits Limits { get; }

    TransportCounters Counters { get; }

    /// <summary>Whether the peer's end is awaited after ours, so that it sees all of our answer.</summary>
    bool IsLingering { get; }

    /// <summary>Tells the operator; any thread.</summary>
    void Warn(string message);

    /// <summary>The connection is released; called once by each.</summary>
    void Remove(Connection connection);
}

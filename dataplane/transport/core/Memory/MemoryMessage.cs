using Basalt.Runtime;

namespace Basalt.Transport.Memory;

/// <summary>What one end of a connection in memory tells the other; runs on the other's shard.</summary>
internal sealed class MemoryMessage(MemoryMessageKind kind, MemoryConnection target, byte[] bytes, int size)
    : IShardWork
{
    /// <summary>The reset that arrives in this one's stead.</summary>
    public MemoryMessage AsReset() => new(MemoryMessageKind.Reset, target, [], 0);

    public void Run()
    {
        switch (kind)
        {
            case MemoryMessageKind.Data: target.OnData(bytes); break;
            case MemoryMessageKind.Acknowledged: target.OnAcknowledged(size); break;
            case MemoryMessageKind.Finished: target.OnFinished(); break;
            case MemoryMessageKind.Reset: target.OnReset(); break;
        }
    }
}

namespace Basalt.Runtime;

/// <summary>One message to a shard: runs once, on its thread, and does not block.</summary>
public interface IShardWork
{
    void Run();
}

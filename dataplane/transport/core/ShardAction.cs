using Basalt.Runtime;

namespace Basalt.Transport;

/// <summary>A message that runs a method; made once where it is sent often.</summary>
internal sealed class ShardAction(Action action) : IShardWork
{
    public void Run() => action();
}

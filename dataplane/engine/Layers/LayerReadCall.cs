using Basalt.Runtime;

namespace Basalt.Engine.Layers;

/// <summary>One read of a layer, from the caller's thread to the shard and back.</summary>
internal sealed class LayerReadCall(BlockReader blocks, LayerId layer, long offset, Memory<byte> target)
    : ShardCall<PoolOutcome>
{
    public override async void Run() => Complete(await blocks.ReadLayerAsync(layer, offset, target));
}

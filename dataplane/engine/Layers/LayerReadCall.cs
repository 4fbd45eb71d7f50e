using Basalt.Engine.Log;

namespace Basalt.Engine.Layers;

/// <summary>One read of a layer, from the caller's thread to the shard and back.</summary>
internal sealed class LayerReadCall(
    PoolCore core, BlockReader blocks, LayerId layer, long offset, Memory<byte> target) : PoolCall<PoolOutcome>(core)
{
    protected override async ValueTask<PoolOutcome> AnswerAsync()
        => await blocks.ReadLayerAsync(layer, offset, target);
}

using Basalt.Runtime;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Layers;

/// <summary>One batch of a layer, filled and summed by its writer, on its way to the device.</summary>
internal sealed class BulkWriteCall(
    BulkLog log, OpenLayers layers, LayerId layer, long firstBlock, int blockCount, AlignedBuffer buffer)
    : ShardCall<PoolOutcome>
{
    public override async void Run() =>
        Complete(await log.WriteAsync(layers.GetOrAdd(layer), firstBlock, blockCount, buffer));
}

using Basalt.Engine.Commit;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;
using Basalt.Runtime;

namespace Basalt.Engine;

/// <summary>Opens sealed layers, all or none.</summary>
internal sealed class OpenLayersCall(PoolCore core, Ledger ledger, BlockReader blocks, ReadOnlyMemory<LayerId> ids)
    : ShardCall<ILayerReader?>
{
    public override void Run()
    {
        var layers = new Layer[ids.Length];
        for (var i = 0; i < layers.Length; i++)
        {
            if (ledger.FindLayer(ids.Span[i]) is not { } layer)
            {
                Complete(null);
                return;
            }

            layers[i] = layer;
        }

        foreach (var layer in layers) layer.ReaderCount++;
        Complete(new LayerReader(core, blocks, ledger, layers));
    }
}

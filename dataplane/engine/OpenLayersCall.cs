using Basalt.Engine.Commit;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;
using Basalt.Runtime;

namespace Basalt.Engine;

/// <summary>Opens sealed layers, all or none.</summary>
internal sealed class OpenLayersCall(
    PoolCore core, Ledger ledger, BlockReader blocks, LayerReaders readers, LayerRemover remover,
    ReadOnlyMemory<LayerId> ids) : ShardCall<ILayerReader?>
{
    public override async void Run()
    {
        var layers = new OpenLayer[ids.Length];
        try
        {
            while (!TryOpen(layers))
            {
                if (ledger.Tree.Cache.MissingPage == 0)
                {
                    Complete(null);
                    return;
                }

                await ledger.Tree.Cache.LoadAsync(ledger.Tree.Cache.MissingPage);
            }
        }
        catch (PoolException unreadable)
        {
            Fail(unreadable);
            return;
        }

        Complete(new LayerReader(core, blocks, readers, remover, layers));
    }

    private bool TryOpen(OpenLayer[] layers)
    {
        ledger.Tree.Cache.MissingPage = 0;
        for (var i = 0; i < layers.Length; i++)
        {
            if (!ledger.Layers.TryFind(ids.Span[i], out var layer)) return false;
            layers[i] = new OpenLayer(ids.Span[i], layer.Size);
        }

        foreach (var layer in layers) readers.Add(layer.Id);
        return true;
    }
}

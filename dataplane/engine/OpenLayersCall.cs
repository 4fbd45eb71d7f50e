using Basalt.Engine.Commit;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;

namespace Basalt.Engine;

/// <summary>Opens sealed layers, all or none.</summary>
internal sealed class OpenLayersCall(
    PoolCore core, Ledger ledger, BlockReader blocks, LayerReaders readers, LayerRemover remover,
    ReadOnlyMemory<LayerId> ids) : PoolCall<ILayerReader?>(core)
{
    private readonly PoolCore _core = core;

    protected override async ValueTask<ILayerReader?> AnswerAsync()
    {
        var layers = new OpenLayer[ids.Length];
        while (!TryOpen(layers))
        {
            if (ledger.Tree.Cache.MissingPage == 0) return null;
            await ledger.Tree.Cache.LoadAsync(ledger.Tree.Cache.MissingPage);
        }

        return new LayerReader(_core, blocks, readers, remover, layers);
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

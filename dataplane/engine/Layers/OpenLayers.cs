using System.Runtime.InteropServices;

using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Runtime;

namespace Basalt.Engine.Layers;

/// <summary>Layers that have no seal yet. The shard alone touches it.</summary>
internal sealed class OpenLayers(SegmentTable segments, LayerRemover remover)
{
    private readonly Dictionary<LayerId, Layer> _layers = [];

    public Layer? Find(LayerId id) => _layers.GetValueOrDefault(id);

    /// <summary>The layer, made on its first use.</summary>
    public Layer GetOrAdd(LayerId id)
    {
        if (_layers.TryGetValue(id, out var layer)) return layer;
        layer = new Layer(id);
        _layers.Add(id, layer);
        return layer;
    }

    /// <summary>A group takes the layer's seal; until its end the layer can be neither dropped nor sealed
    /// again.</summary>
    public static void BeginSeal(Layer layer)
    {
        Invariant.Check(layer.IsFinished);
        layer.IsSealing = true;
    }

    /// <summary>The group has ended: the layer is stored, or as before.</summary>
    public void EndSeal(Layer layer, bool isSealed)
    {
        layer.IsSealing = false;
        if (isSealed) _layers.Remove(layer.Id);
        else if (layer.IsAbandoned) Drop(layer);
    }

    /// <summary>The writer has ended: without a seal the space goes back at once.</summary>
    public void Abandon(LayerId id)
    {
        if (!_layers.TryGetValue(id, out var layer)) return;
        layer.IsAbandoned = true;
        if (!layer.IsSealing) Drop(layer);
    }

    private void Drop(Layer layer)
    {
        _layers.Remove(layer.Id);
        foreach (var bytes in layer.Extents)
        {
            var extent = MemoryMarshal.Read<ExtentFormat>(bytes);
            segments.RemovePending(extent.Segment, (extent.BlockCount + 1L) * FormatLimits.BlockSize);
        }

        if (layer.IsSpilled) remover.Drop(layer.Id);
    }
}

namespace Basalt.Engine.Layers;

/// <summary>How many readers hold each sealed layer open. The shard alone touches it.</summary>
internal sealed class LayerReaders
{
    private readonly Dictionary<LayerId, int> _counts = [];

    public bool IsOpen(LayerId id) => _counts.ContainsKey(id);

    public void Add(LayerId id) => _counts[id] = _counts.GetValueOrDefault(id) + 1;

    public void Remove(LayerId id)
    {
        if (--_counts[id] == 0) _counts.Remove(id);
    }
}

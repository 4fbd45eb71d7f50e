using System.Buffers.Binary;

using Basalt.Engine.Cache;
using Basalt.Engine.Format;
using Basalt.Engine.Index;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;

namespace Basalt.Engine.Commit;

/// <summary>
/// What is true now: names, counters and layers as the durable records say. A finished commit and the replay of one go
/// through the same door, <see cref="Apply"/>. The shard alone touches it.
/// </summary>
internal sealed class Ledger(SegmentTable segments, IHotNames hotNames)
{
    private readonly Dictionary<byte[], CounterEntry> _counters = new(NameComparer.Instance);
    private readonly Dictionary<LayerId, Layer> _layers = [];

    public NameIndex Names { get; } = new();

    public SegmentTable Segments => segments;

    public IEnumerable<Layer> SealedLayers => _layers.Values;

    public CounterValue ReadCounter(ReadOnlySpan<byte> name)
        => _counters.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var entry) ? entry.Value : default;

    public bool HasCounter(ReadOnlySpan<byte> name)
        => _counters.GetAlternateLookup<ReadOnlySpan<byte>>().ContainsKey(name);

    public Layer? FindLayer(LayerId id) => _layers.GetValueOrDefault(id);

    /// <summary>
    /// Makes a durable record true. <paramref name="opened"/> is the layer in memory that a seal speaks of, null in
    /// replay.
    /// </summary>
    public void Apply(
        in RecordFormat record, in RecordPlace place, ReadOnlySpan<byte> name, ReadOnlySpan<byte> summary,
        Layer? opened)
    {
        switch (record.Kind)
        {
            case RecordKind.Name:
                ApplyName(record, place, name, summary);
                break;
            case RecordKind.NameGone:
                hotNames.Remove(name);
                segments.AddGone(place.Segment);
                if (Names.Remove(name) is { } removed) segments.Outrank(place.Segment, removed.Segment, removed.Size);
                break;
            case RecordKind.Counter:
                ApplyCounter(record, place, name, summary);
                break;
            case RecordKind.CounterGone:
                segments.AddGone(place.Segment);
                if (_counters.GetAlternateLookup<ReadOnlySpan<byte>>().Remove(name, out _, out var counter))
                    segments.Outrank(place.Segment, counter.Segment, counter.Size);
                break;
            case RecordKind.LayerSealed:
                ApplySeal(record, place, name, summary, opened);
                break;
            case RecordKind.LayerReleased:
                ApplyRelease(record, place, name, opened);
                break;
        }
    }

    /// <summary>Gives a layer's blocks back. It must be readable by nobody.</summary>
    public void FreeExtents(Layer layer)
    {
        foreach (var extent in layer.Extents)
            segments.RemoveLive(extent.Segment, (extent.BlockCount + 1L) * FormatLimits.BlockSize);
    }

    private void ApplyName(
        in RecordFormat record, in RecordPlace place, ReadOnlySpan<byte> name, ReadOnlySpan<byte> summary)
    {
        hotNames.Remove(name);
        segments.AddLive(place.Segment, record.FullSize + record.ValueSize);
        if (Names.Put(name, place, summary) is { } replaced)
            segments.Outrank(place.Segment, replaced.Segment, replaced.Size);
    }

    private void ApplyCounter(
        in RecordFormat record, in RecordPlace place, ReadOnlySpan<byte> name, ReadOnlySpan<byte> summary)
    {
        var lookup = _counters.GetAlternateLookup<ReadOnlySpan<byte>>();
        segments.AddLive(place.Segment, record.FullSize);
        if (lookup.TryGetValue(name, out var replaced))
            segments.Outrank(place.Segment, replaced.Segment, replaced.Size);
        lookup[name] = new CounterEntry(
            StagedRecord.DecodeCounter(summary), record.Version, place.Segment, record.FullSize);
    }

    private void ApplySeal(
        in RecordFormat record, in RecordPlace place, ReadOnlySpan<byte> name, ReadOnlySpan<byte> summary,
        Layer? opened)
    {
        var layer = opened ?? new Layer(LayerOf(name));
        if (opened is null) layer.Finish(BinaryPrimitives.ReadInt64LittleEndian(summary));
        layer.SealVersion = record.Version;
        layer.SealSegment = place.Segment;
        segments.AddLive(place.Segment, record.FullSize);
        _layers.Add(layer.Id, layer);
    }

    private void ApplyRelease(in RecordFormat record, in RecordPlace place, ReadOnlySpan<byte> name, Layer? opened)
    {
        segments.AddGone(place.Segment);
        if (_layers.Remove(LayerOf(name), out var layer))
            segments.Outrank(place.Segment, layer.SealSegment, RecordFormat.SizeOf(record.NameSize, sizeof(long)));
        layer ??= opened;
        if (layer is null) return;
        layer.IsReleased = true;
        if (layer.ReaderCount == 0) FreeExtents(layer);
    }

    private static LayerId LayerOf(ReadOnlySpan<byte> name) => new(BinaryPrimitives.ReadUInt64LittleEndian(name));
}

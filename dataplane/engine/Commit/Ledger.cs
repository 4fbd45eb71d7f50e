using System.Buffers.Binary;
using System.Runtime.InteropServices;

using Basalt.Engine.Cache;
using Basalt.Engine.Format;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;
using Basalt.Engine.Names;
using Basalt.Engine.Trees;

namespace Basalt.Engine.Commit;

/// <summary>
/// What is true now: names, counters and layers as the durable records say. A finished commit and the replay of one go
/// through the same door, <see cref="Apply"/>. The shard alone touches it.
/// </summary>
internal sealed class Ledger(SegmentTable segments, Tree tree, IHotNames hotNames)
{
    public Tree Tree => tree;

    public IHotNames HotNames => hotNames;

    public NameTable Names { get; } = new(tree, new TreeKeys());

    public LayerTable Layers { get; } = new(tree, new TreeKeys());

    public SegmentTable Segments => segments;

    public CounterValue ReadCounter(ReadOnlySpan<byte> name)
        => Names.TryFindCounter(name, out var counter) ? new CounterValue(counter.Count, counter.Size) : default;

    /// <summary>Looks at every page that a record will change; what is missing shows in the cache.</summary>
    public void Touch(RecordKind kind, ReadOnlySpan<byte> name, ReadOnlySpan<byte> summary)
    {
        switch (kind)
        {
            case RecordKind.Name:
            case RecordKind.NameGone:
                Names.TryFind(name, out _, out _);
                break;
            case RecordKind.Counter:
            case RecordKind.CounterGone:
                Names.TryFindCounter(name, out _);
                break;
            case RecordKind.LayerSealed:
            case RecordKind.LayerReleased:
                Layers.Touch(LayerOf(name));
                break;
            case RecordKind.LayerExtents:
                Layers.Touch(LayerOf(name));
                for (; !summary.IsEmpty; summary = summary[ExtentAt(summary).FullSize..])
                    Layers.TouchExtent(LayerOf(name), ExtentAt(summary).FirstBlock);
                break;
        }
    }

    /// <summary>
    /// Makes a durable record true. Its pages are here, by <see cref="Touch"/>. <paramref name="opened"/> is the layer
    /// in memory that the record speaks of, null in replay.
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
                ApplyNameGone(name);
                break;
            case RecordKind.Counter:
                ApplyCounter(record, place, name, summary);
                break;
            case RecordKind.CounterGone:
                if (!Names.TryFindCounter(name, out var gone)) break;
                segments.RemoveLive(gone.Segment, gone.RecordSize);
                Names.RemoveCounter(name);
                break;
            case RecordKind.LayerSealed:
                ApplySeal(record, place, name, summary);
                break;
            case RecordKind.LayerReleased:
                ApplyRelease(name);
                break;
            case RecordKind.LayerExtents:
                ApplyExtents(name, summary, opened);
                break;
        }
    }

    private static LayerId LayerOf(ReadOnlySpan<byte> name) => new(BinaryPrimitives.ReadUInt64LittleEndian(name));

    private static ExtentFormat ExtentAt(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<ExtentFormat>(bytes);

    private void ApplyName(
        in RecordFormat record, in RecordPlace place, ReadOnlySpan<byte> name, ReadOnlySpan<byte> summary)
    {
        hotNames.Remove(name);
        segments.AddLive(place.Segment, record.FullSize + record.ValueSize);
        if (!TryForget(name)) Names.Count++;
        Names.Put(name, place, summary);
    }

    private void ApplyNameGone(ReadOnlySpan<byte> name)
    {
        hotNames.Remove(name);
        if (!TryForget(name)) return;
        Names.Remove(name);
        Names.Count--;
    }

    /// <summary>What stands under the name counts no more; false: nothing does.</summary>
    private bool TryForget(ReadOnlySpan<byte> name)
    {
        if (!Names.TryFind(name, out var place, out var summary)) return false;
        segments.RemoveLive(place.Segment, RecordFormat.SizeOf(name.Length, summary.Length) + place.ValueSize);
        return true;
    }

    private void ApplyCounter(
        in RecordFormat record, in RecordPlace place, ReadOnlySpan<byte> name, ReadOnlySpan<byte> summary)
    {
        segments.AddLive(place.Segment, record.FullSize);
        if (Names.TryFindCounter(name, out var replaced)) segments.RemoveLive(replaced.Segment, replaced.RecordSize);
        var value = StagedRecord.DecodeCounter(summary);
        Names.PutCounter(name, new CounterValueFormat
        {
            Version = record.Version,
            Segment = place.Segment,
            RecordSize = record.FullSize,
            Count = value.Count,
            Size = value.Size,
        });
    }

    private void ApplySeal(
        in RecordFormat record, in RecordPlace place, ReadOnlySpan<byte> name, ReadOnlySpan<byte> summary)
    {
        var id = LayerOf(name);
        segments.AddLive(place.Segment, record.FullSize);
        Layers.TryUnmark(KeySpace.OpenLayer, id);
        Layers.Put(id, new LayerValueFormat
        {
            SealVersion = record.Version,
            Segment = place.Segment,
            RecordSize = record.FullSize,
            Size = BinaryPrimitives.ReadInt64LittleEndian(summary),
        });
    }

    /// <summary>From here on the layer is not there; its extents go as soon as nobody reads it.</summary>
    private void ApplyRelease(ReadOnlySpan<byte> name)
    {
        var id = LayerOf(name);
        if (!Layers.TryFind(id, out var layer)) return;
        segments.RemoveLive(layer.Segment, layer.RecordSize);
        Layers.Remove(id);
        Layers.TryMark(KeySpace.DyingLayer, id);
    }

    private void ApplyExtents(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extents, Layer? opened)
    {
        var id = LayerOf(name);
        Layers.TryMark(KeySpace.OpenLayer, id);
        for (; !extents.IsEmpty; extents = extents[ExtentAt(extents).FullSize..])
        {
            var extent = ExtentAt(extents);
            var size = (extent.BlockCount + 1L) * FormatLimits.BlockSize;
            if (opened is null) segments.Adopt(extent.Segment, SegmentKind.Bulk, extent.SegmentSequence);
            else segments.RemovePending(extent.Segment, size);
            segments.AddLive(extent.Segment, size);
            Layers.PutExtent(id, extents[..extent.FullSize]);
        }
    }
}

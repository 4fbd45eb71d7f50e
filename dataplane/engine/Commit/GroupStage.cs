using System.Runtime.InteropServices;

using Basalt.Engine.Cache;
using Basalt.Engine.Format;
using Basalt.Engine.Layers;
using Basalt.Engine.Trees;

namespace Basalt.Engine.Commit;

/// <summary>
/// One group of transactions before it is written: each checked against what is durable and what came before it in the
/// group, its changes merged so that the group holds one record a name.
/// </summary>
internal sealed class GroupStage(Ledger ledger, OpenLayers openLayers)
{
    private readonly Dictionary<byte[], StagedRecord> _names = new(NameComparer.Instance);
    private readonly Dictionary<byte[], StagedRecord> _counters = new(NameComparer.Instance);
    private readonly Dictionary<LayerId, StagedRecord> _layers = [];
    private readonly List<StagedRecord> _records = [];

    private PageCache Cache => ledger.Tree.Cache;

    /// <summary>Bytes staged so far, at most.</summary>
    public long Size { get; private set; }

    public int TransactionCount { get; private set; }

    /// <summary>Bytes that a transaction can add to the log at most.</summary>
    public long SizeOf(CommitCall call)
    {
        var size = call.Size;
        foreach (var step in call.Transaction.Steps)
            if (step.Kind is TransactionStepKind.Seal or TransactionStepKind.Spill)
                size += openLayers.Find(step.Layer)?.ExtentsSize ?? 0;
        return size;
    }

    /// <summary>One attempt to stage: if a page is missing, it shows in the cache and nothing was done. What was looked
    /// at stays in the cache until the group has ended, so that applying it needs no device.</summary>
    public StageOutcome TryStage(CommitCall call, ulong version)
    {
        Cache.MissingPage = 0;
        Cache.IsPinning = true;
        var outcome = CheckAll(call.Transaction.Steps);
        if (outcome.Outcome != PoolOutcome.Done || Cache.MissingPage != 0)
        {
            Cache.IsPinning = false;
            return outcome;
        }

        foreach (var step in call.Transaction.Steps) Stage(step, version);
        Cache.IsPinning = false;
        Size += SizeOf(call);
        TransactionCount++;
        return outcome;
    }

    /// <summary>Ends staging: the records to write. What turned out to change nothing is left out.</summary>
    public List<StagedRecord> Close()
    {
        _records.RemoveAll(IsNeedless);
        foreach (var record in _records) record.Close();
        return _records;
    }

    /// <summary>The group came to nothing: layers are as before.</summary>
    public void Undo()
    {
        foreach (var record in _layers.Values)
            if (record.Layer is { IsSealing: true } layer) openLayers.EndSeal(layer, isSealed: false);
    }

    private StageOutcome CheckAll(IReadOnlyList<TransactionStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var check = Check(steps[i]);
            if (check.Outcome != PoolOutcome.Done) return check;
        }

        return default;
    }

    /// <summary>Whether a step may be; looks at every page that it will change.</summary>
    private StageOutcome Check(in TransactionStep step) => step.Kind switch
    {
        TransactionStepKind.RequireVersion => CheckVersion(step),
        TransactionStepKind.RequireExists => CheckExists(step),
        TransactionStepKind.RequireEmpty => CheckEmpty(step),
        TransactionStepKind.Seal => CheckSeal(step),
        TransactionStepKind.Spill => CheckSpill(step),
        TransactionStepKind.Release => CheckRelease(step),
        TransactionStepKind.Put => Touch(RecordKind.Name, step),
        TransactionStepKind.Delete => Touch(RecordKind.NameGone, step),
        TransactionStepKind.AddToCounter => Touch(RecordKind.Counter, step),
        TransactionStepKind.DeleteCounter => Touch(RecordKind.CounterGone, step),
    };

    private StageOutcome Touch(RecordKind kind, in TransactionStep step)
    {
        ledger.Touch(kind, step.Name.Span, default);
        return default;
    }

    private static StageOutcome Require(
        bool holds, bool dependsOnGroup, PoolOutcome otherwise = PoolOutcome.ConditionFailed)
        => new(holds ? PoolOutcome.Done : otherwise, dependsOnGroup);

    /// <summary>The version under a name, zero for none, and whether the group decides it.</summary>
    private (ulong Version, bool IsStaged) VersionOf(ReadOnlySpan<byte> name)
    {
        if (_names.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out var staged))
            return (staged.Kind == RecordKind.Name ? staged.Version : 0, true);
        return (ledger.Names.TryFind(name, out var place, out _) ? place.Version : 0, false);
    }

    private StageOutcome CheckVersion(in TransactionStep step)
    {
        var (version, isStaged) = VersionOf(step.Name.Span);
        return Require(version == step.Version, isStaged);
    }

    private StageOutcome CheckExists(in TransactionStep step)
    {
        var (version, isStaged) = VersionOf(step.Name.Span);
        return Require(version != 0, isStaged);
    }

    private StageOutcome CheckEmpty(in TransactionStep step)
    {
        var prefix = step.Name.Span;
        foreach (var staged in _names.Values)
            if (staged.Kind == RecordKind.Name && staged.Name.Span.StartsWith(prefix)) return Require(false, true);
        byte[] start = [(byte)KeySpace.Name, .. prefix];
        for (var key = start; key is not null; key = ledger.Tree.NextLeafKey())
        {
            if (ledger.Tree.Seek(key, out var slot) is not { } leaf) return default;
            for (; slot < leaf.Page.Count; slot++)
            {
                var found = leaf.Page.MakeKey(slot);
                if (!found.AsSpan().StartsWith(start)) return default;
                if (_names.Count == 0 || !_names.GetAlternateLookup<ReadOnlySpan<byte>>().ContainsKey(found.AsSpan(1)))
                    return Require(false, false);
            }
        }

        return default;
    }

    private StageOutcome CheckSeal(in TransactionStep step)
    {
        var layer = openLayers.Find(step.Layer);
        if (layer is not null) TouchExtents(layer);
        return Require(
            layer is { IsFinished: true, IsSealing: false, IsAbandoned: false }, false, PoolOutcome.NotFound);
    }

    private StageOutcome CheckSpill(in TransactionStep step)
    {
        var layer = openLayers.Find(step.Layer);
        if (layer is not null) TouchExtents(layer);
        return Require(layer is { IsAbandoned: false }, false, PoolOutcome.NotFound);
    }

    private void TouchExtents(Layer layer)
    {
        ledger.Layers.Touch(layer.Id);
        foreach (var extent in layer.Extents)
            ledger.Layers.TouchExtent(layer.Id, MemoryMarshal.Read<ExtentFormat>(extent).FirstBlock);
    }

    private StageOutcome CheckRelease(in TransactionStep step)
    {
        if (_layers.TryGetValue(step.Layer, out var staged))
            return Require(staged.Kind == RecordKind.LayerSealed, true, PoolOutcome.NotFound);
        ledger.Layers.Touch(step.Layer);
        return Require(ledger.Layers.TryFind(step.Layer, out _), false, PoolOutcome.NotFound);
    }

    private void Stage(in TransactionStep step, ulong version)
    {
        switch (step.Kind)
        {
            case TransactionStepKind.Put:
                var put = Name(step.Name, RecordKind.Name, version);
                put.Summary = step.Summary;
                put.Value = step.Value;
                break;
            case TransactionStepKind.Delete:
                Name(step.Name, RecordKind.NameGone, version);
                break;
            case TransactionStepKind.AddToCounter:
                var counter = Counter(step.Name, version);
                counter.Kind = RecordKind.Counter;
                counter.Counter = new CounterValue(
                    counter.Counter.Count + step.Counter.Count, counter.Counter.Size + step.Counter.Size);
                break;
            case TransactionStepKind.DeleteCounter:
                var gone = Counter(step.Name, version);
                gone.Kind = RecordKind.CounterGone;
                gone.Counter = default;
                break;
            case TransactionStepKind.Seal:
                var layer = openLayers.Find(step.Layer)!;
                OpenLayers.BeginSeal(layer);
                StageExtents(layer, version);
                LayerRecord(step.Layer, RecordKind.LayerSealed, version).Layer = layer;
                break;
            case TransactionStepKind.Spill:
                StageExtents(openLayers.Find(step.Layer)!, version);
                break;
            case TransactionStepKind.Release:
                LayerRecord(step.Layer, RecordKind.LayerReleased, version);
                break;
            case TransactionStepKind.RequireVersion:
            case TransactionStepKind.RequireExists:
            case TransactionStepKind.RequireEmpty:
                break;
        }
    }

    private StagedRecord Name(ReadOnlyMemory<byte> name, RecordKind kind, ulong version)
    {
        if (!_names.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name.Span, out var record))
            _names.Add(name.ToArray(), record = Add(kind, name));
        record.Kind = kind;
        record.Version = version;
        return record;
    }

    private StagedRecord Counter(ReadOnlyMemory<byte> name, ulong version)
    {
        if (!_counters.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name.Span, out var record))
        {
            _counters.Add(name.ToArray(), record = Add(RecordKind.Counter, name));
            record.Counter = ledger.ReadCounter(name.Span);
        }

        record.Version = version;
        return record;
    }

    private StagedRecord LayerRecord(LayerId layer, RecordKind kind, ulong version)
    {
        if (!_layers.TryGetValue(layer, out var record))
            _layers.Add(layer, record = Add(kind, StagedRecord.EncodeLong((long)layer.Value)));
        record.Kind = kind;
        record.Version = version;
        return record;
    }

    /// <summary>Records with all extents of a layer that are not in the tree yet.</summary>
    private void StageExtents(Layer layer, ulong version)
    {
        var extents = layer.Extents;
        for (var first = 0; first < extents.Count;)
        {
            int end = first, size = 0;
            while (end < extents.Count && size + extents[end].Length <= FormatLimits.ExtentsSizeMax)
                size += extents[end++].Length;
            var summary = new byte[size];
            var record = Add(RecordKind.LayerExtents, StagedRecord.EncodeLong((long)layer.Id.Value));
            record.Version = version;
            record.Layer = layer;
            record.ExtentCount = end - first;
            record.Summary = summary;
            for (var place = 0; first < end; place += extents[first++].Length)
                extents[first].CopyTo(summary, place);
        }
    }

    private StagedRecord Add(RecordKind kind, ReadOnlyMemory<byte> name)
    {
        var record = new StagedRecord(kind, name);
        _records.Add(record);
        return record;
    }

    /// <summary>Word that something is gone that is not there. Whatever made it go before is still in the
    /// log.</summary>
    private bool IsNeedless(StagedRecord record) => record.Kind switch
    {
        RecordKind.NameGone => !ledger.Names.TryFind(record.Name.Span, out _, out _),
        RecordKind.CounterGone => !ledger.Names.TryFindCounter(record.Name.Span, out _),
        RecordKind.Name => false,
        RecordKind.Counter => false,
        RecordKind.LayerSealed => false,
        RecordKind.LayerReleased => false,
        RecordKind.LayerExtents => false,
    };
}

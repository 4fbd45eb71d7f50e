using Basalt.Device;
using Basalt.Engine.Checkpoints;
using Basalt.Engine.Commit;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Layers;

/// <summary>
/// Writes batches of layers into bulk segments. Small layers share a segment; a layer that fills one gets the next for
/// itself, so that its end frees whole segments. Lives on the shard.
/// </summary>
internal sealed class BulkLog(PoolCore core, SegmentTable segments, Checkpointer checkpoints, Committer committer)
{
    /// <summary>Segments that shared layers append to; what is opened beyond is closed.</summary>
    private const int SharedCountMax = 4;

    /// <summary>Bytes of layers in a segment, beside headers and what is left at its end.</summary>
    private long SegmentRoomSize
        => (core.SegmentBlockCount - (core.SegmentBlockCount / 32) - 2L) * FormatLimits.BlockSize;

    private readonly List<BulkSegment> _shared = [];
    private readonly Dictionary<LayerId, BulkSegment> _own = [];
    private Task _opening = Task.CompletedTask;

    /// <summary>Whether a layer of so many bytes can fit, about. Any thread.</summary>
    public bool HasRoom(long size)
    {
        var room = segments.FreeCount - segments.ReserveCount;
        return size <= room * SegmentRoomSize || size <= (room + segments.CountDead()) * SegmentRoomSize;
    }

    /// <summary>
    /// Writes one batch: the buffer's first block is for the header, its checksums already there. Returns the buffer.
    /// </summary>
    public async Task<PoolOutcome> WriteAsync(Layer layer, long firstBlock, int blockCount, AlignedBuffer buffer)
    {
        if (!core.TryBegin())
        {
            core.Bulk.Return(buffer);
            return PoolOutcome.Busy;
        }

        var outcome = await WriteBegunAsync(layer, firstBlock, blockCount, buffer);
        core.End();
        return outcome;
    }

    private async ValueTask<PoolOutcome> WriteBegunAsync(
        Layer layer, long firstBlock, int blockCount, AlignedBuffer buffer)
    {
        var place = core.HasFailed ? default : await PlaceAsync(layer, firstBlock, blockCount, buffer);
        var target = place.Segment;
        if (target is null)
        {
            core.Bulk.Return(buffer);
            return core.HasFailed ? PoolOutcome.Unreadable : PoolOutcome.OutOfSpace;
        }

        var position = place.Position;
        Describe(target, layer, firstBlock, blockCount, position).Write(buffer.GetSpan()[..FormatLimits.BlockSize]);
        var outcome = await core.Device.WriteAsync(
            core.FirstBlockOf(target.Segment.Index) + position,
            buffer.Memory[..((blockCount + 1) * FormatLimits.BlockSize)]);
        core.Bulk.Return(buffer);
        target.WriteCount--;
        if (target.IsClosing && target.WriteCount == 0) target.Segment.IsOpen = false;
        if (outcome == DeviceOutcome.Done && layer.Extents.Count >= Layer.ExtentCountMax) await SpillAsync(layer);
        return outcome switch
        {
            DeviceOutcome.Done => PoolOutcome.Done,
            DeviceOutcome.OutOfSpace => PoolOutcome.OutOfSpace,
            DeviceOutcome.Failed => PoolOutcome.Unreadable,
        };
    }

    /// <summary>The layer takes no more batches: others may use what is left of its own segment.</summary>
    public void EndLayer(LayerId layer)
    {
        if (!_own.Remove(layer, out var segment)) return;
        _shared.Add(segment);
        if (_shared.Count <= SharedCountMax) return;
        var fullest = _shared.MaxBy(static candidate => candidate.Next)!;
        _shared.Remove(fullest);
        BeginClose(fullest);
    }

    /// <summary>The layer's extents go into the log and the tree ahead of its seal: what is kept in memory is bounded.
    /// If there is no room for that now, they stay.</summary>
    private async ValueTask SpillAsync(Layer layer)
    {
        if (layer.IsSpilling) return;
        layer.IsSpilling = true;
        var call = new CommitCall(committer, new Transaction().Spill(layer.Id));
        committer.Add(call);
        await call.Answer;
        layer.IsSpilling = false;
    }

    /// <summary>Finds room and takes it; no segment: there is none.</summary>
    private async ValueTask<(BulkSegment? Segment, int Position)> PlaceAsync(
        Layer layer, long firstBlock, int blockCount, AlignedBuffer buffer)
    {
        while (true)
        {
            if (_own.TryGetValue(layer.Id, out var own))
            {
                if (own.Fits(blockCount, core.SegmentBlockCount))
                    return (own, Take(own, layer, firstBlock, blockCount, buffer));
                _own.Remove(layer.Id);
                BeginClose(own);
            }
            else if (firstBlock < core.SegmentBlockCount / 2 && FindShared(blockCount) is { } shared)
            {
                return (shared, Take(shared, layer, firstBlock, blockCount, buffer));
            }

            if (!_opening.IsCompleted)
            {
                await _opening;
                continue;
            }

            var opening = OpenAsync();
            _opening = opening;
            if (await opening is not { } opened) return default;
            if (firstBlock < core.SegmentBlockCount / 2) _shared.Add(opened);
            else _own[layer.Id] = opened;
        }
    }

    private int Take(BulkSegment target, Layer layer, long firstBlock, int blockCount, AlignedBuffer buffer)
    {
        var position = target.Next;
        target.Next += blockCount + 1;
        target.WriteCount++;
        var extent = new ExtentFormat
        {
            FirstBlock = firstBlock,
            SegmentSequence = target.Segment.Sequence,
            Segment = target.Segment.Index,
            Position = position,
            BlockCount = blockCount,
        };
        layer.Add(extent, BatchHeaderFormat.Checksums(buffer.GetSpan(), blockCount));
        segments.AddPending(target.Segment.Index, (blockCount + 1L) * FormatLimits.BlockSize);
        return position;
    }

    private BulkSegment? FindShared(int blockCount)
    {
        foreach (var segment in _shared)
            if (segment.Fits(blockCount, core.SegmentBlockCount)) return segment;

        // None fits: those nearly full go, so that the list stays short.
        foreach (var segment in _shared.Where(candidate => candidate.Next > core.SegmentBlockCount / 2).ToArray())
        {
            _shared.Remove(segment);
            BeginClose(segment);
        }

        return null;
    }

    private async Task<BulkSegment?> OpenAsync()
    {
        var segment = segments.TryTake(SegmentKind.Bulk, core.NextSegmentSequence(), segments.ReserveCount);
        if (segment is null)
        {
            // A checkpoint may give some back.
            await checkpoints.FreeAsync();
            segment = segments.TryTake(SegmentKind.Bulk, core.NextSegmentSequence(), segments.ReserveCount);
            if (segment is null) return null;
        }

        var first = core.FirstBlockOf(segment.Index);
        var outcome = await core.Device.AllocateAsync(first, core.SegmentBlockCount);
        if (outcome == DeviceOutcome.Done)
        {
            var header = new SegmentHeaderFormat
            {
                Magic = SegmentHeaderFormat.MagicValue,
                Kind = SegmentKind.Bulk,
                PoolId = core.PoolId,
                Index = segment.Index,
                Epoch = core.Epoch,
                Sequence = segment.Sequence,
            };
            outcome = await core.WriteBlockAsync(first, header, static (block, header) => header.Write(block.Span));
        }

        if (outcome == DeviceOutcome.Done) return new BulkSegment(segment);

        // Nothing was put into it: it is free again, whatever its first block says now, for a later use writes that
        // anew.
        segment.IsOpen = false;
        segments.MakeFree(segment);
        return null;
    }

    private static void BeginClose(BulkSegment segment)
    {
        segment.IsClosing = true;
        if (segment.WriteCount == 0) segment.Segment.IsOpen = false;
    }

    private BatchHeaderFormat Describe(
        BulkSegment target, Layer layer, long firstBlock, int blockCount, int position) => new()
    {
        Magic = BatchHeaderFormat.MagicValue,
        Kind = SegmentKind.Bulk,
        PoolId = core.PoolId,
        SegmentSequence = target.Segment.Sequence,
        Position = position,
        BlockCount = blockCount,
        Epoch = core.Epoch,
        Layer = layer.Id.Value,
        FirstBlock = firstBlock,
    };
}

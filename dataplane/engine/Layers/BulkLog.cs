using Basalt.Device;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Layers;

/// <summary>
/// Writes batches of layers into bulk segments. Small layers share a segment; a layer that fills one gets the next for
/// itself, so that its end frees whole segments. Lives on the shard.
/// </summary>
internal sealed class BulkLog(PoolCore core, SegmentTable segments, Reclaimer reclaimer)
{
    /// <summary>Segments that shared layers append to; what is opened beyond is closed.</summary>
    private const int SharedCountMax = 4;

    private readonly List<BulkSegment> _shared = [];
    private readonly Dictionary<LayerId, BulkSegment> _own = [];
    private readonly HashSet<BulkSegment> _closing = [];
    private Task _opening = Task.CompletedTask;

    /// <summary>Bytes that layers may still take, about. Any thread.</summary>
    public long RoomSize => Math.Max(0, segments.FreeCount - segments.ReserveCount)
        * (long)(core.SegmentBlockCount - (core.SegmentBlockCount / 32) - 2) * FormatLimits.BlockSize;

    /// <summary>
    /// Writes one batch: the buffer's first block is for the header, its checksums already there. Returns the buffer.
    /// </summary>
    public async Task<PoolOutcome> WriteAsync(Layer layer, long firstBlock, int blockCount, AlignedBuffer buffer)
    {
        var place = core.HasFailed ? default : await PlaceAsync(layer, firstBlock, blockCount);
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
        if (target.IsClosing && target.WriteCount == 0) await CloseAsync(target);
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

    /// <summary>Closes all, with their footers.</summary>
    public async Task StopAsync()
    {
        foreach (var segment in _own.Values.Concat(_shared).ToArray()) BeginClose(segment);
        _own.Clear();
        _shared.Clear();
        while (_closing.Count > 0) await Task.Yield();
    }

    /// <summary>Finds room and takes it; no segment: there is none.</summary>
    private async ValueTask<(BulkSegment? Segment, int Position)> PlaceAsync(
        Layer layer, long firstBlock, int blockCount)
    {
        while (true)
        {
            if (_own.TryGetValue(layer.Id, out var own))
            {
                if (own.Fits(blockCount, core.SegmentBlockCount))
                    return (own, Take(own, layer, firstBlock, blockCount));
                _own.Remove(layer.Id);
                BeginClose(own);
            }
            else if (firstBlock < core.SegmentBlockCount / 2 && FindShared(blockCount) is { } shared)
            {
                return (shared, Take(shared, layer, firstBlock, blockCount));
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

    private int Take(BulkSegment target, Layer layer, long firstBlock, int blockCount)
    {
        var position = target.Next;
        target.Next += blockCount + 1;
        target.WriteCount++;
        target.Entries.Add(new FooterEntry
        {
            Layer = layer.Id.Value, FirstBlock = firstBlock, Position = position, BlockCount = blockCount,
        });
        layer.Add(new Extent(firstBlock, blockCount, target.Segment.Index, position));
        segments.AddLive(target.Segment.Index, (blockCount + 1L) * FormatLimits.BlockSize);
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
            // Segments may be on their way back.
            await reclaimer.DrainAsync();
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
                PreviousTail = core.PreviousTail,
            };
            outcome = await core.WriteBlockAsync(first, header, static (block, header) => header.Write(block.Span));
        }

        if (outcome == DeviceOutcome.Done) return new BulkSegment(segment);

        // Nothing was put into it: it is free again, whatever its first block says now, for a later use writes that
        // anew.
        segments.Release(segment);
        return null;
    }

    private void BeginClose(BulkSegment segment)
    {
        segment.IsClosing = true;
        _closing.Add(segment);
        if (segment.WriteCount == 0) _ = CloseAsync(segment);
    }

    private async Task CloseAsync(BulkSegment segment)
    {
        var blocks = FooterFormat.BlockCountOf(segment.Entries.Count);
        var buffer = await core.Reads.RentAsync(CancellationToken.None);
        if (blocks * FormatLimits.BlockSize <= buffer.Size && !core.HasFailed)
        {
            var memory = buffer.Memory[..(blocks * FormatLimits.BlockSize)];
            FooterFormat.Write(memory.Span, core.PoolId, segment.Segment.Sequence, segment.Entries.ToArray());

            // A footer only saves reading: that it could not be written is no reason to fail.
            await core.Device.WriteAsync(
                core.FirstBlockOf(segment.Segment.Index) + core.SegmentBlockCount - blocks, memory);
        }

        core.Reads.Return(buffer);
        _closing.Remove(segment);
        segments.Close(segment.Segment);
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

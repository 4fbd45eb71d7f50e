using Basalt.Device;
using Basalt.Engine.Checksums;
using Basalt.Engine.Commit;
using Basalt.Engine.Format;
using Basalt.Engine.Index;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Log;

/// <summary>
/// Appends groups of records to the open metadata segment, and keeps the next ones ready: reserved on the host and
/// zeroed, so that a commit never waits for space it was promised. One group at a time. An epoch's first segment opens
/// with its first group: an opening that changes nothing takes no space.
/// </summary>
internal sealed class MetadataLog(PoolCore core, SegmentTable segments)
{
    /// <summary>Segments kept ready.</summary>
    private const int SpareCountTarget = 2;

    /// <summary>The last one is for deletes, so that a full pool can be emptied. It alone may take of what the host
    /// keeps free.</summary>
    private const int SpareCountForDeletes = 1;

    private readonly Queue<Segment> _spares = new();
    private readonly List<Segment> _filled = [];
    private Segment? _open;
    private int _next = core.SegmentBlockCount;
    private ulong _nextBatch = core.FirstBatchOfEpoch;
    private Task<bool> _preparing = Task.FromResult(true);

    /// <summary>Blocks that the largest record can force to be left empty at a segment's end.</summary>
    private int WasteBlockCountMax => FormatLimits.BlocksOf(core.ValueSizeMax) + 4;

    /// <summary>Gets the spare for deletes, if the host has room at all, before anyone else can take it.</summary>
    public async Task StartAsync() => await PrepareAsync();

    /// <summary>The last batch written.</summary>
    public ulong Tail => _nextBatch - 1;

    /// <summary>Makes sure that records of so many bytes in all can be appended; false: there is no space for
    /// them.</summary>
    public async ValueTask<bool> EnsureRoomAsync(long size, bool mayUseReserve)
    {
        var needed = BlocksNeeded(size);
        while (RoomBlockCount(mayUseReserve) < needed)
        {
            if (IsPreparingDone) _preparing = PrepareAsync();
            if (!await _preparing && RoomBlockCount(mayUseReserve) < needed) return false;
        }

        return true;
    }

    /// <summary>Prepares spares in the background, if there are fewer than wanted.</summary>
    public void TopUp()
    {
        if (IsPreparingDone && _spares.Count < SpareCountTarget) _preparing = TopUpAsync();
    }

    /// <summary>The last group is applied: segments it filled hold what is current from now on.</summary>
    public void CloseFilled()
    {
        foreach (var segment in _filled) segments.Close(segment);
        _filled.Clear();
    }

    /// <summary>Writes the records as one group; not flushed. Room was ensured. Each record knows its place
    /// after.</summary>
    public async ValueTask<DeviceOutcome> AppendAsync(IReadOnlyList<StagedRecord> records)
    {
        var writes = new List<Task<DeviceOutcome>>();
        var groupFirst = _nextBatch;
        for (var first = 0; first < records.Count;)
        {
            var end = FitRun(records, first);
            if (end == first)
            {
                if (_next < core.SegmentBlockCount) writes.Add(WriteEndAsync(groupFirst));
                var opened = await OpenNextAsync();
                if (opened == DeviceOutcome.Done) continue;
                writes.Add(Task.FromResult(opened));
                break;
            }

            var buffer = await core.Commits.RentAsync(CancellationToken.None);
            var blocks = Fill(buffer, records, first, end, groupFirst);
            writes.Add(WriteAsync(core.FirstBlockOf(_open!.Index) + _next, buffer, blocks));
            _next += blocks;
            first = end;
        }

        var outcome = DeviceOutcome.Done;
        foreach (var write in writes)
            if (await write is var result && result != DeviceOutcome.Done) outcome = result;
        return outcome;
    }

    /// <summary>Waits for the background; the spares stay unwritten and are free again at the next opening.</summary>
    public async Task StopAsync()
    {
        while (!IsPreparingDone) await _preparing;
    }

    private bool IsPreparingDone => _preparing.IsCompleted;

    private static int BlocksNeeded(long size) => FormatLimits.BlocksOf(size + (size / 32)) + 4;

    private int RoomBlockCount(bool mayUseReserve)
    {
        var spares = Math.Max(0, _spares.Count - (mayUseReserve ? 0 : SpareCountForDeletes));
        return Math.Max(0, core.SegmentBlockCount - _next - WasteBlockCountMax)
            + (spares * (core.SegmentBlockCount - 1 - WasteBlockCountMax));
    }

    private async Task<bool> TopUpAsync()
    {
        await Task.Yield();
        var isPrepared = true;
        while (isPrepared && _spares.Count < SpareCountTarget) isPrepared = await PrepareAsync();
        return isPrepared;
    }

    private async Task<bool> PrepareAsync()
    {
        var isForDeletes = _spares.Count < SpareCountForDeletes;
        var reserve = isForDeletes ? 0 : segments.ReserveCount;
        if (segments.TryTake(SegmentKind.Metadata, core.NextSegmentSequence(), reserve) is not { } segment)
            return false;
        var first = core.FirstBlockOf(segment.Index);
        var outcome = await core.Device.AllocateAsync(first, core.SegmentBlockCount, mayUseHostReserve: isForDeletes);
        if (outcome == DeviceOutcome.Done && core.Options.IsZeroedAhead) outcome = await ZeroAsync(first);
        if (outcome != DeviceOutcome.Done)
        {
            segments.Release(segment);
            return false;
        }

        _spares.Enqueue(segment);
        return true;
    }

    private async Task<DeviceOutcome> ZeroAsync(long first)
    {
        var buffer = await core.Commits.RentAsync(CancellationToken.None);
        buffer.GetSpan().Clear();
        var outcome = DeviceOutcome.Done;
        var step = buffer.Size / FormatLimits.BlockSize;
        for (var block = 0; block < core.SegmentBlockCount && outcome == DeviceOutcome.Done; block += step)
        {
            var count = Math.Min(step, core.SegmentBlockCount - block);
            outcome = await core.Device.WriteAsync(first + block, buffer.Memory[..(count * FormatLimits.BlockSize)]);
        }

        core.Commits.Return(buffer);
        return outcome;
    }

    private async ValueTask<DeviceOutcome> OpenNextAsync()
    {
        // Room was ensured before the group began, so a spare is here: only a miscount of ours can end this.
        Invariant.Check(_spares.Count > 0);
        var previous = _open;
        _open = _spares.Dequeue();
        _next = 1;
        var header = new SegmentHeaderFormat
        {
            Magic = SegmentHeaderFormat.MagicValue,
            Kind = SegmentKind.Metadata,
            PoolId = core.PoolId,
            Index = _open.Index,
            Epoch = core.Epoch,
            Sequence = _open.Sequence,
            FirstBatch = _nextBatch,
            PreviousTail = core.PreviousTail,
        };
        var outcome = await core.WriteBlockAsync(
            core.FirstBlockOf(_open.Index), header, static (block, header) => header.Write(block.Span));
        if (previous is not null) _filled.Add(previous);
        return outcome;
    }

    /// <summary>How many records go into the next batch: as many as fit into a buffer and into this segment.</summary>
    private int FitRun(IReadOnlyList<StagedRecord> records, int first)
    {
        var blocksMax = Math.Min(core.Commits.BufferSize / FormatLimits.BlockSize, core.SegmentBlockCount - _next);
        long sizeMax = (blocksMax - 1L) * FormatLimits.BlockSize, size = 0;
        var end = first;
        while (end < records.Count && size + records[end].Size <= sizeMax) size += records[end++].Size;
        return end;
    }

    private int Fill(AlignedBuffer buffer, IReadOnlyList<StagedRecord> records, int first, int end, ulong groupFirst)
    {
        var headsSize = 0;
        for (var i = first; i < end; i++) headsSize += records[i].HeadSize;
        var payload = buffer.GetSpan()[FormatLimits.BlockSize..];
        int head = 0, value = headsSize;
        for (var i = first; i < end; i++)
        {
            var record = records[i];
            var format = record.Describe(value);
            format.Write(payload[head..], record.Name.Span, record.Summary.Span);
            record.Value.Span.CopyTo(payload[value..]);
            record.Place = new RecordPlace(
                record.Version, _open!.Index, ((_next + 1) * FormatLimits.BlockSize) + value, format.ValueSize,
                format.ValueChecksum);
            head += format.FullSize;
            value += format.ValueSize;
        }

        var blocks = FormatLimits.BlocksOf(value);
        payload[value..(blocks * FormatLimits.BlockSize)].Clear();
        var block = buffer.GetSpan()[..FormatLimits.BlockSize];
        BatchHeaderFormat.SumPayload(block, payload[..(blocks * FormatLimits.BlockSize)]);
        var header = DescribeBatch(groupFirst) with
        {
            BlockCount = blocks,
            Flags = end == records.Count ? BatchHeaderFormat.LastOfGroup : 0,
            RecordCount = end - first,
            HeadsSize = headsSize,
            HeadsChecksum = Crc32c.Compute(payload[..headsSize]),
            ValuesSize = value - headsSize,
        };
        header.Write(block);
        _nextBatch++;
        return blocks + 1;
    }

    private BatchHeaderFormat DescribeBatch(ulong groupFirst) => new()
    {
        Magic = BatchHeaderFormat.MagicValue,
        Kind = SegmentKind.Metadata,
        PoolId = core.PoolId,
        SegmentSequence = _open!.Sequence,
        Position = _next,
        Sequence = _nextBatch,
        GroupFirst = groupFirst,
        Epoch = core.Epoch,
    };

    private async Task<DeviceOutcome> WriteEndAsync(ulong groupFirst)
    {
        var header = DescribeBatch(groupFirst) with { Flags = BatchHeaderFormat.EndOfSegment };
        return await core.WriteBlockAsync(core.FirstBlockOf(_open!.Index) + _next, header, static (block, header) =>
        {
            block.Span.Clear();
            header.Write(block.Span);
        });
    }

    private async Task<DeviceOutcome> WriteAsync(long block, AlignedBuffer buffer, int blocks)
    {
        var outcome = await core.Device.WriteAsync(block, buffer.Memory[..(blocks * FormatLimits.BlockSize)]);
        core.Commits.Return(buffer);
        return outcome;
    }
}

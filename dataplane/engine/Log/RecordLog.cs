using Basalt.Device;
using Basalt.Engine.Checksums;
using Basalt.Engine.Commit;
using Basalt.Engine.Format;
using Basalt.Engine.Names;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Log;

/// <summary>
/// Appends groups of records to the open log segment, and keeps the next ones ready: chosen, reserved on the host and
/// zeroed, so that a commit never waits for space it was promised. One group at a time. An epoch's first segment opens
/// with its first group: an opening that changes nothing takes no space.
/// </summary>
/// <remarks>Each segment's header and its end name the segment that follows, so that a recovery finds it by them
/// alone.</remarks>
internal sealed class RecordLog(PoolCore core, SegmentTable segments)
{
    /// <summary>Segments kept ready.</summary>
    private const int SpareCountTarget = 2;

    /// <summary>The last one is for deletes, so that a full pool can be emptied. It alone may take of what the host
    /// keeps free.</summary>
    private const int SpareCountForDeletes = 1;

    /// <summary>Chosen to follow, in this order.</summary>
    private readonly Queue<Segment> _spares = new();
    private readonly List<Segment> _filled = [];
    private Segment? _open;
    private int _preparedCount;
    private int _next = core.SegmentBlockCount;
    private ulong _nextBatch = core.FirstBatchOfEpoch;
    private Task<bool> _preparing = Task.FromResult(true);

    /// <summary>Where the next group goes: what lies before it is applied between two groups.</summary>
    public LogPosition Position
    {
        get
        {
            var segment = _open ?? _spares.FirstOrDefault();
            return segment is null
                ? default
                : new LogPosition(segment.Index, _open is null ? 0 : _next, segment.Sequence, _nextBatch);
        }
    }

    /// <summary>Bytes that a recovery would have to replay.</summary>
    public long TailSize { get; private set; }

    /// <summary>Blocks that the largest record can force to be left empty at a segment's end.</summary>
    private int WasteBlockCountMax => FormatLimits.BlocksOf(core.ValueSizeMax) + 5;

    /// <summary>Chooses the epoch's first segment, for the superblock to name; it is prepared later.</summary>
    public void ChooseFirst() => TryChoose(reserve: 0);

    /// <summary>Gets the spare for deletes, if the host has room at all, before anyone else can take it.</summary>
    public async Task StartAsync() => await PrepareAsync();

    /// <summary>A checkpoint has begun: what was appended so far is no tail any more.</summary>
    public void BeginTail() => TailSize = 0;

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
        if (IsPreparingDone && _preparedCount < SpareCountTarget) _preparing = TopUpAsync();
    }

    /// <summary>The last group is applied: segments it filled hold what is current from now on.</summary>
    public void CloseFilled()
    {
        foreach (var segment in _filled) segment.IsOpen = false;
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
                if (_open is not null) writes.Add(WriteEndAsync(groupFirst));
                var opened = await OpenNextAsync();
                if (opened == DeviceOutcome.Done) continue;
                writes.Add(Task.FromResult(opened));
                break;
            }

            var buffer = await core.Commits.RentAsync(CancellationToken.None);
            var blocks = Fill(buffer, records, first, end, groupFirst);
            writes.Add(WriteAsync(core.FirstBlockOf(_open!.Index) + _next, buffer, blocks));
            _next += blocks;
            TailSize += (long)blocks * FormatLimits.BlockSize;
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
        var spares = Math.Max(0, _preparedCount - (mayUseReserve ? 0 : SpareCountForDeletes));
        return Math.Max(0, core.SegmentBlockCount - _next - WasteBlockCountMax)
            + (spares * (core.SegmentBlockCount - 1 - WasteBlockCountMax));
    }

    private async Task<bool> TopUpAsync()
    {
        await Task.Yield();
        var isPrepared = true;
        while (isPrepared && _preparedCount < SpareCountTarget) isPrepared = await PrepareAsync();
        return isPrepared;
    }

    private bool TryChoose(int reserve)
    {
        if (segments.TryTake(SegmentKind.Log, core.NextSegmentSequence(), reserve) is not { } segment) return false;
        segment.IsReserved = true;
        _spares.Enqueue(segment);
        return true;
    }

    /// <summary>Makes the first spare that is not ready so; false: there is no room for it. It stays chosen.</summary>
    private async Task<bool> PrepareAsync()
    {
        var isForDeletes = _preparedCount < SpareCountForDeletes;
        var reserve = isForDeletes ? segments.CheckpointReserveCount : segments.ReserveCount;
        if (_preparedCount == _spares.Count && !TryChoose(reserve)) return false;
        var first = core.FirstBlockOf(_spares.ElementAt(_preparedCount).Index);
        var outcome = await core.Device.AllocateAsync(first, core.SegmentBlockCount, mayUseHostReserve: isForDeletes);
        if (outcome == DeviceOutcome.Done && core.Options.IsZeroedAhead) outcome = await ZeroAsync(first);
        if (outcome != DeviceOutcome.Done) return false;
        _preparedCount++;
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
        // Room was ensured before the group began, so a spare is ready: only a miscount of ours can end this.
        Invariant.Check(_preparedCount > 0);
        var previous = _open;
        _open = _spares.Dequeue();
        _open.IsReserved = false;
        _preparedCount--;
        _next = 1;
        var following = _spares.FirstOrDefault();
        var header = new SegmentHeaderFormat
        {
            Magic = SegmentHeaderFormat.MagicValue,
            Kind = SegmentKind.Log,
            PoolId = core.PoolId,
            Index = _open.Index,
            Epoch = core.Epoch,
            Sequence = _open.Sequence,
            FirstBatch = _nextBatch,
            NextIndex = following?.Index ?? 0,
            NextSequence = following?.Sequence ?? 0,
        };
        var outcome = await core.WriteBlockAsync(
            core.FirstBlockOf(_open.Index), header, static (block, header) => header.Write(block.Span));
        if (previous is not null) _filled.Add(previous);
        return outcome;
    }

    /// <summary>How many records go into the next batch: as many as fit into a buffer and into this segment.</summary>
    private int FitRun(IReadOnlyList<StagedRecord> records, int first)
    {
        // The segment's last block is for its end.
        var blocksMax = Math.Min(
            core.Commits.BufferSize / FormatLimits.BlockSize, core.SegmentBlockCount - 1 - _next);
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
        Kind = SegmentKind.Log,
        PoolId = core.PoolId,
        SegmentSequence = _open!.Sequence,
        Position = _next,
        Sequence = _nextBatch,
        GroupFirst = groupFirst,
        Epoch = core.Epoch,
    };

    private async Task<DeviceOutcome> WriteEndAsync(ulong groupFirst)
    {
        var following = _spares.Peek();
        var header = DescribeBatch(groupFirst) with
        {
            Flags = BatchHeaderFormat.EndOfSegment,
            NextIndex = following.Index,
            NextSequence = following.Sequence,
        };
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

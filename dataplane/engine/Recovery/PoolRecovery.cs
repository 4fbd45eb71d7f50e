using Basalt.Device;
using Basalt.Engine.Cache;
using Basalt.Engine.Commit;
using Basalt.Engine.Format;
using Basalt.Engine.Index;
using Basalt.Engine.Log;
using Basalt.Runtime;

namespace Basalt.Engine.Recovery;

/// <summary>Opens what is on a device: superblock, segments, metadata, bulk; then begins a new epoch.</summary>
internal sealed class PoolRecovery(IBlockDevice device, Shard shard, PoolOptions options)
{
    public async Task<RecoveredPool> RunAsync()
    {
        var superblock = await SuperblockStore.ReadAsync(device, options, shard);
        var segmentCount = device.BlockCount / (superblock.SegmentSize / FormatLimits.BlockSize);
        if (segmentCount < PoolLimits.SegmentCountMin)
        {
            var sizeMin = PoolLimits.SegmentCountMin * superblock.SegmentSize;
            throw new PoolException(
                PoolOutcome.OutOfSpace,
                $"{device.Name}: {device.BlockCount * FormatLimits.BlockSize} bytes are too few for a pool; "
                + $"it needs at least {sizeMin} ({sizeMin >> 20} MiB)");
        }

        var isNew = superblock.Generation == 0;
        var found = isNew ? [] : await SegmentScan.ReadAsync(device, superblock);
        superblock.CapacitySize = device.BlockCount * FormatLimits.BlockSize;
        superblock.Generation = Math.Max(
            superblock.Generation, found.Count == 0 ? 0 : found.Max(static s => s.Epoch)) + 1;
        Invariant.Check(superblock.Generation <= FormatLimits.EpochMax);

        var core = new PoolCore(device, shard, options, superblock);
        var reclaimer = new Reclaimer(core);
        var segments = new SegmentTable((int)segmentCount, options.Fault, reclaimer.Add);
        var hotNames = new HotNameTable(options.HotNamesSizeMax);
        var ledger = new Ledger(segments, hotNames);
        foreach (var segment in found) segments.Adopt(segment.Index, segment.Kind, segment.Sequence).IsOpen = true;
        core.PreviousTail = superblock.PreviousTail;
        await ReplayMetadataAsync(core, ledger, [.. found.Where(static s => s.Kind == SegmentKind.Metadata)], found);
        await new BulkScan(core, segments, ledger).RunAsync([.. found.Where(static s => s.Kind == SegmentKind.Bulk)]);
        segments.FreeTheRest();
        superblock.PreviousTail = core.PreviousTail;
        core.Superblock = superblock;
        await SuperblockStore.WriteAsync(device, superblock);
        foreach (var segment in segments.Used.ToArray()) segments.Close(segment);
        return new RecoveredPool(core, segments, reclaimer, ledger, hotNames);
    }

    private async Task ReplayMetadataAsync(
        PoolCore core, Ledger ledger, List<SegmentHeaderFormat> metadata, List<SegmentHeaderFormat> all)
    {
        if (metadata.Count == 0) return;
        var newest = all.Max(static s => s.Epoch);
        var superblockTail = core.PreviousTail;
        using var window = new SegmentWindow(device, core.SegmentBlockCount);
        foreach (var epoch in metadata.GroupBy(static s => s.Epoch).OrderBy(static group => group.Key))
        {
            var later = all.Where(s => s.Epoch > epoch.Key).OrderBy(static s => s.Epoch).FirstOrDefault();
            var tail = Math.Max(later.PreviousTail, superblockTail >> 40 == epoch.Key ? superblockTail : 0);
            var isTailOfEpoch = tail >> 40 == epoch.Key;
            var replay = new EpochReplay(
                device.Name,
                window,
                core.SegmentBlockCount,
                isNewest: epoch.Key == newest,
                acceptedTail: isTailOfEpoch ? tail : 0,
                batch => Apply(ledger, batch));
            await replay.RunAsync([.. epoch]);
            core.PreviousTail = Math.Max(core.PreviousTail, replay.Tail);
            await EraseAsync(core, replay.Torn);
        }

        core.PreviousTail = Math.Max(core.PreviousTail, all.Max(static s => s.PreviousTail));
    }

    /// <summary>Zeroes what is left of a torn group, durably, so that nobody ever has to judge it again.</summary>
    private static async Task EraseAsync(PoolCore core, IReadOnlyList<(int Segment, int Position)> torn)
    {
        if (torn.Count == 0) return;
        foreach (var (segment, position) in torn)
        {
            var block = core.FirstBlockOf(segment) + position;
            var outcome = await core.WriteBlockAsync(block, 0, static (target, _) => target.Span.Clear());
            if (outcome != DeviceOutcome.Done)
                throw new PoolException(
                    PoolOutcome.Unreadable, $"{core.Device.Name}: erasing a torn batch answers {outcome}");
        }

        if (await core.Flusher.FlushAsync() != DeviceOutcome.Done)
            throw new PoolException(PoolOutcome.Unreadable, $"{core.Device.Name}: the device cannot be flushed");
    }

    private static void Apply(Ledger ledger, ReplayedBatch batch)
    {
        ReadOnlySpan<byte> heads = batch.Heads;
        for (var i = 0; i < batch.Header.RecordCount; i++)
        {
            // The checksum was right, so what we wrote is what is here: anything else is our mistake.
            var isRead = RecordFormat.TryRead(ref heads, out var record, out var name, out var summary);
            Invariant.Check(isRead);
            var place = new RecordPlace(
                record.Version,
                batch.Segment,
                ((batch.Header.Position + 1) * FormatLimits.BlockSize) + record.ValueOffset,
                record.ValueSize,
                record.ValueChecksum);
            ledger.Apply(record, place, name, summary, null);
        }
    }
}

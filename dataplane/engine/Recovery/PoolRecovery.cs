using Basalt.Device;
using Basalt.Engine.Cache;
using Basalt.Engine.Checkpoints;
using Basalt.Engine.Commit;
using Basalt.Engine.Format;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;
using Basalt.Engine.Names;
using Basalt.Engine.Trees;
using Basalt.Runtime;

namespace Basalt.Engine.Recovery;

/// <summary>
/// Opens what is on a device: the newest superblock, the table of segments, and what the log has beyond the tree; then
/// begins a new epoch. Reads nothing else, so what is stored costs no time here.
/// </summary>
internal sealed class PoolRecovery(IBlockDevice device, Shard shard, PoolOptions options)
{
    public async Task<RecoveredPool> RunAsync()
    {
        var superblock = await SuperblockStore.ReadAsync(device, options, shard);
        var segmentCount = device.BlockCount / (superblock.SegmentSize / FormatLimits.BlockSize);
        CheckSize(superblock, segmentCount);
        superblock.CapacitySize = device.BlockCount * FormatLimits.BlockSize;
        superblock.Epoch++;
        Invariant.Check(superblock.Epoch <= FormatLimits.EpochMax);

        var core = new PoolCore(device, shard, options, superblock);
        var segments = new SegmentTable((int)segmentCount);
        var cache = new PageCache(core, segments);
        try
        {
            return await RecoverAsync(core, segments, cache);
        }
        catch
        {
            cache.Dispose();
            core.Dispose();
            throw;
        }
    }

    private void CheckSize(in SuperblockFormat superblock, long segmentCount)
    {
        if (segmentCount >= PoolLimits.SegmentCountMin) return;
        var sizeMin = PoolLimits.SegmentCountMin * superblock.SegmentSize;
        throw new PoolException(
            PoolOutcome.OutOfSpace,
            $"{device.Name}: {device.BlockCount * FormatLimits.BlockSize} bytes are too few for a pool; "
            + $"it needs at least {sizeMin} ({sizeMin >> 20} MiB)");
    }

    private async Task<RecoveredPool> RecoverAsync(PoolCore core, SegmentTable segments, PageCache cache)
    {
        var tree = new Tree(cache);
        var ledger = new Ledger(segments, tree, new HotNameTable(options.HotNamesSizeMax));

        // Two bounds of dirty pages, what the mover adds, and the ends of segments.
        segments.Reserve((((2 * cache.DirtyCountMax) + (core.PagesPerSegment / 2)) / core.PagesPerSegment) + 2);
        await TableStore.LoadAsync(core, segments);
        tree.Open(core.Superblock.Root);
        ledger.Names.Count = core.Superblock.NameCount;
        var replayed = await ReplayAsync(core, segments, ledger);
        segments.SettleFree();

        // Durable checkpoints do without them, so they may serve the next one.
        var reclaimer = new Reclaimer(core, segments);
        await reclaimer.FreeAsync([.. segments.Used.Where(static segment => segment.Kind == SegmentKind.Dead)]);
        var log = new RecordLog(core, segments);
        var maker = new CheckpointMaker(core, segments, tree, ledger.Names, log);
        var writer = new CheckpointWriter(core, segments, cache);
        var mover = new TreeMover(core, segments, tree);
        var checkpoints = new Checkpointer(core, segments, cache, log, maker, writer, mover, reclaimer);
        var readers = new LayerReaders();
        var remover = new LayerRemover(core, segments, tree, ledger.Layers, readers, checkpoints);
        await remover.DropOpenAsync();
        log.ChooseFirst();
        await BeginEpochAsync(core, cache, log, checkpoints, isChanged: replayed > 0);
        return new RecoveredPool(core, segments, ledger, log, checkpoints, readers, remover);
    }

    /// <summary>From here on the log begins anew: what was replayed is in a checkpoint, or there was nothing.</summary>
    private async Task BeginEpochAsync(
        PoolCore core, PageCache cache, RecordLog log, Checkpointer checkpoints, bool isChanged)
    {
        if (isChanged || cache.DirtyCount > 0)
        {
            checkpoints.Begin();
            await checkpoints.Running;
            if (core.HasFailed || checkpoints.Count == 0)
                throw new PoolException(
                    core.HasFailed ? PoolOutcome.Unreadable : PoolOutcome.OutOfSpace,
                    $"{device.Name}: what was replayed cannot be written down");
            return;
        }

        core.Superblock = core.Superblock with { Generation = core.Superblock.Generation + 1, Log = log.Position };
        var outcome = await SuperblockStore.TryWriteAsync(device, core.Superblock);
        if (outcome != DeviceOutcome.Done)
            throw new PoolException(PoolOutcome.Unreadable, $"{device.Name}: writing a superblock answers {outcome}");
    }

    private static async Task<long> ReplayAsync(PoolCore core, SegmentTable segments, Ledger ledger)
    {
        using var window = new SegmentWindow(core.Device, core.SegmentBlockCount);
        var replay = new LogReplay(core, segments, window, batch => ApplyAsync(ledger, batch));
        await replay.RunAsync(core.Superblock.Log);
        return replay.BatchCount;
    }

    private static async ValueTask ApplyAsync(Ledger ledger, ReplayedBatch batch)
    {
        var cache = ledger.Tree.Cache;
        for (var (offset, i) = (0, 0); i < batch.Header.RecordCount; i++)
        {
            cache.MissingPage = 0;
            int size;
            while (!TryApply(ledger, batch, offset, out size))
            {
                await cache.LoadAsync(cache.MissingPage);
                cache.MissingPage = 0;
            }

            offset += size;
            cache.Unpin();
        }
    }

    /// <summary>One record, if all its pages are here.</summary>
    private static bool TryApply(Ledger ledger, ReplayedBatch batch, int offset, out int size)
    {
        // The checksum was right, so what we wrote is what is here: anything else is our mistake.
        ReadOnlySpan<byte> heads = batch.Heads.AsSpan(offset);
        var isRead = RecordFormat.TryRead(ref heads, out var record, out var name, out var summary);
        Invariant.Check(isRead);
        size = record.FullSize;
        ledger.Tree.Cache.IsPinning = true;
        ledger.Touch(record.Kind, name, summary);
        ledger.Tree.Cache.IsPinning = false;
        if (ledger.Tree.Cache.MissingPage != 0) return false;
        var place = new RecordPlace(
            record.Version,
            batch.Segment,
            ((batch.Header.Position + 1) * FormatLimits.BlockSize) + record.ValueOffset,
            record.ValueSize,
            record.ValueChecksum);
        ledger.Apply(record, place, name, summary, null);
        return true;
    }
}

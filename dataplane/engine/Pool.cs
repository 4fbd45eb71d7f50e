using Basalt.Device;
using Basalt.Engine.Cache;
using Basalt.Engine.Commit;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;
using Basalt.Engine.Recovery;
using Basalt.Runtime;

namespace Basalt.Engine;

/// <summary>A pool on one device, run by one shard. The format and what it promises: FORMAT.md.</summary>
public sealed class Pool : IPool
{
    private readonly PoolCore _core;
    private readonly SegmentTable _segments;
    private readonly Reclaimer _reclaimer;
    private readonly Ledger _ledger;
    private readonly IHotNames _hotNames;
    private readonly BlockReader _blocks;
    private readonly OpenLayers _openLayers;
    private readonly BulkLog _bulk;
    private readonly MetadataLog _log;
    private readonly Committer _committer;

    private Pool(RecoveredPool recovered)
    {
        (_core, _segments, _reclaimer, _ledger, _hotNames) = recovered;
        _blocks = new BlockReader(_core, _segments);
        _openLayers = new OpenLayers(_ledger);
        _bulk = new BulkLog(_core, _segments, _reclaimer);
        _log = new MetadataLog(_core, _segments);
        _committer = new Committer(_core, _log, _ledger, _openLayers, _reclaimer);
    }

    public PoolUsage Usage => new(
        (_segments.Count - 1L) * _core.SegmentBlockCount * IBlockDevice.BlockSize, _segments.LiveSize,
        _ledger.Names.Count);

    /// <summary>Commit groups written since the pool was opened, and flushes asked of the device.</summary>
    internal (long GroupCount, long FlushCount) Counts => (_committer.GroupCount, _core.Flusher.FlushCount);

    /// <summary>
    /// Opens the pool on a device, or makes one on a blank device. The pool owns the device from now on and disposes
    /// it;
    /// the shard stays the caller's and must outlive the pool.
    /// </summary>
    /// <exception cref="PoolException">The device cannot be read, holds something else, or its metadata is damaged: by
    /// name.</exception>
    public static Task<Pool> OpenAsync(IBlockDevice device, Shard shard, PoolOptions options) =>
        shard.RunAsync(async () =>
    {
        var pool = new Pool(await new PoolRecovery(device, shard, options).RunAsync());
        pool._reclaimer.Start(pool._segments);
        await pool._log.StartAsync();
        pool._log.TopUp();
        return pool;
    });

    public ValueTask<NameRecord?> FindAsync(ReadOnlyMemory<byte> name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return _hotNames.TryFind(name.Span, out var record)
            ? new ValueTask<NameRecord?>(record)
            : Send(new FindCall(_ledger, _blocks, _hotNames, name));
    }

    public ValueTask<IReadOnlyList<NameEntry>> ListAsync(NameRange range, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Send(new ListCall(_ledger, range, Math.Min(limit, PoolLimits.PageLengthMax)));
    }

    public ValueTask<CounterValue> ReadCounterAsync(ReadOnlyMemory<byte> name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Send(new CounterCall(_ledger, name));
    }

    public ILayerWriter CreateLayer(long expectedSize)
        => new LayerWriter(_core, _bulk, _openLayers, _core.NextLayer(), expectedSize);

    public ValueTask<ILayerReader?> OpenLayersAsync(ReadOnlyMemory<LayerId> layers, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Send(new OpenLayersCall(_core, _ledger, _blocks, layers));
    }

    public ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        CheckLimits(transaction);
        var call = new CommitCall(_committer, transaction);
        return _core.IsClosed || !_core.Shard.TryPost(call)
            ? new ValueTask<CommitResult>(new CommitResult(PoolOutcome.Busy, 0))
            : call.Answer;
    }

    /// <summary>Answers what was let in, closes the log tidily and the device with it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_core.IsClosed) return;
        _core.IsClosed = true;
        await _core.Shard.RunAsync(CloseAsync);
    }

    /// <summary>Frees memory without a word to the device, as a crash does. Simulations alone.</summary>
    internal void Abandon()
    {
        _core.IsClosed = true;
        _core.Abandon();
    }

    private async Task CloseAsync()
    {
        await _committer.DrainAsync();
        await _log.StopAsync();
        await _bulk.StopAsync();
        await _reclaimer.DrainAsync();
        if (await _core.Flusher.FlushAsync() == DeviceOutcome.Done) await NoteTailAsync();
        await _core.Device.DisposeAsync();
        _core.Dispose();
    }

    /// <summary>Says in the superblocks how far the log goes, so that rot in its last group is known from a torn
    /// one.</summary>
    private async Task NoteTailAsync()
    {
        if (_core.HasFailed || _log.Tail < _core.FirstBatchOfEpoch) return;
        try
        {
            await SuperblockStore.WriteAsync(_core.Device, _core.Superblock with { PreviousTail = _log.Tail });
        }
        catch (PoolException failure)
        {
            // The log is whole and the next opening reads it; only this word about it is missing.
            _core.Options.Report(failure.Message);
        }
    }

    private ValueTask<TResult> Send<TResult>(ShardCall<TResult> call)
    {
        if (_core.IsClosed || !_core.Shard.TryPost(call))
            throw new PoolException(PoolOutcome.Busy, "the pool takes no more calls now");
        return call.Answer;
    }

    private void CheckLimits(Transaction transaction)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(transaction.Steps.Count, PoolLimits.TransactionLengthMax);
        foreach (var step in transaction.Steps)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(step.Name.Length, PoolLimits.NameSizeMax);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(step.Summary.Length, PoolLimits.SummarySizeMax);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(step.Value.Length, _core.ValueSizeMax);
        }
    }
}

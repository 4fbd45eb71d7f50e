using Basalt.Device;
using Basalt.Engine.Checkpoints;
using Basalt.Engine.Commit;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;
using Basalt.Engine.Recovery;
using Basalt.Engine.Trees;
using Basalt.Runtime;

namespace Basalt.Engine;

/// <summary>A pool on one device, run by one shard. The format and what it promises: FORMAT.md.</summary>
public sealed class Pool : IPool
{
    private readonly PoolCore _core;
    private readonly SegmentTable _segments;
    private readonly Ledger _ledger;
    private readonly BlockReader _blocks;
    private readonly LayerReaders _readers;
    private readonly LayerRemover _remover;
    private readonly OpenLayers _openLayers;
    private readonly BulkLog _bulk;
    private readonly RecordLog _log;
    private readonly Checkpointer _checkpoints;
    private readonly Committer _committer;

    private Pool(RecoveredPool recovered)
    {
        (_core, _segments, _ledger, _log, _checkpoints, _readers, _remover) = recovered;
        _blocks = new BlockReader(_core, _segments, _ledger.Layers, Cache);
        _openLayers = new OpenLayers(_segments, _remover);
        _committer = new Committer(_core, _log, _ledger, _openLayers, _remover, _checkpoints);
        _bulk = new BulkLog(_core, _segments, _checkpoints, _committer);
    }

    public PoolUsage Usage => new(
        (_segments.Count - 1L) * _core.SegmentBlockCount * IBlockDevice.BlockSize, _segments.LiveSize,
        _ledger.Names.Count);

    /// <summary>Commit groups written since the pool was opened, flushes asked of the device, checkpoints made and tree
    /// pages read.</summary>
    internal (long GroupCount, long FlushCount, long CheckpointCount, long PageReadCount) Counts
        => (_committer.GroupCount, _core.Flusher.FlushCount, _checkpoints.Count, Cache.MissCount);

    private PageCache Cache => _ledger.Tree.Cache;

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
        await pool._log.StartAsync();
        pool._log.TopUp();
        pool._checkpoints.MovesPages = true;
        pool._remover.Wake();
        return pool;
    });

    public ValueTask<NameRecord?> FindAsync(ReadOnlyMemory<byte> name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return _ledger.HotNames.TryFind(name.Span, out var record)
            ? new ValueTask<NameRecord?>(record)
            : Send(new FindCall(_core, _ledger, _blocks, name));
    }

    public ValueTask<IReadOnlyList<NameEntry>> ListAsync(NameRange range, int limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Send(new ListCall(_core, _ledger, range, Math.Min(limit, PoolLimits.PageLengthMax)));
    }

    public ValueTask<CounterValue> ReadCounterAsync(ReadOnlyMemory<byte> name, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Send(new CounterCall(_core, _ledger, name));
    }

    public ILayerWriter CreateLayer(long expectedSize)
        => new LayerWriter(_core, _bulk, _openLayers, _core.NextLayer(), expectedSize);

    public ValueTask<ILayerReader?> OpenLayersAsync(ReadOnlyMemory<LayerId> layers, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Send(new OpenLayersCall(_core, _ledger, _blocks, _readers, _remover, layers));
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
        Cache.Dispose();
        _core.Abandon();
    }

    /// <summary>Until what goes in the background has gone. Simulations and tests.</summary>
    internal Task SettleAsync() => _core.Shard.RunAsync(_remover.DrainAsync);

    private async Task CloseAsync()
    {
        await _core.StopAsync();
        await _committer.DrainAsync();
        await _log.StopAsync();
        await _remover.DrainAsync();
        await _committer.DrainAsync();
        await _checkpoints.StopAsync(isNeeded: Cache.DirtyCount > 0 || _log.TailSize > 0);
        await _core.Device.DisposeAsync();
        Cache.Dispose();
        _core.Dispose();
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

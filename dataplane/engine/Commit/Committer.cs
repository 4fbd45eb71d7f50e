using Basalt.Device;
using Basalt.Engine.Checkpoints;
using Basalt.Engine.Format;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;
using Basalt.Engine.Trees;
using Basalt.Runtime;

namespace Basalt.Engine.Commit;

/// <summary>
/// Turns waiting transactions into groups: check, write, flush, apply, answer. One group at a time; who comes meanwhile
/// makes the next. Between two groups, when all that is in the log is in the tree, checkpoints begin. Lives on the
/// shard.
/// </summary>
/// <remarks>
/// Invariants: nothing of a group is visible before its flush has ended; an answer that rests on a transaction of the
/// same group is given with the group; after a failed write or flush nothing is acknowledged any more; a group is
/// applied without waiting for anything, since the pages it needs are pinned as it is staged.
/// </remarks>
internal sealed class Committer
{
    /// <summary>Bytes at which a group takes no further transaction.</summary>
    private const int GroupSizeMax = 4 * 1024 * 1024;

    private const int GroupLengthMax = 1024;

    private readonly PoolCore _core;
    private readonly RecordLog _log;
    private readonly Ledger _ledger;
    private readonly OpenLayers _openLayers;
    private readonly LayerRemover _remover;
    private readonly Checkpointer _checkpoints;
    private readonly Queue<CommitCall> _waiting = new();
    private readonly List<CommitCall> _members = [];
    private readonly List<CommitCall> _later = [];
    private CommitCall? _held;
    private Task _work = Task.CompletedTask;

    public Committer(
        PoolCore core, RecordLog log, Ledger ledger, OpenLayers openLayers, LayerRemover remover,
        Checkpointer checkpoints)
    {
        (_core, _log, _ledger, _openLayers) = (core, log, ledger, openLayers);
        (_remover, _checkpoints) = (remover, checkpoints);
        checkpoints.Wake = Wake;
    }

    public long GroupCount { get; private set; }

    private PageCache Cache => _ledger.Tree.Cache;

    private bool HasWork => _waiting.Count > 0 || _held is not null || _checkpoints.IsDue;

    public void Add(CommitCall call)
    {
        if (_core.IsStopped || _waiting.Count >= _core.Options.CommitQueueLengthMax)
        {
            call.Complete(new CommitResult(PoolOutcome.Busy, 0));
            return;
        }

        _waiting.Enqueue(call);
        Wake();
    }

    /// <summary>Until every transaction that was let in is answered.</summary>
    public async Task DrainAsync()
    {
        while (!_work.IsCompleted) await _work;
    }

    private void Wake()
    {
        if (_work.IsCompleted) _work = WorkAsync();
    }

    private async Task WorkAsync()
    {
        // Lets the rest of this turn's messages join the group.
        await Task.Yield();
        while (HasWork)
        {
            if (_checkpoints.IsDue) _checkpoints.Begin();
            if (_checkpoints.MustWait) await _checkpoints.Running;
            if (_waiting.Count == 0 && _held is null) continue;
            var stage = new GroupStage(_ledger, _openLayers);
            await StageAsync(stage);
            var outcome = await CommitAsync(stage);
            Cache.Unpin();
            foreach (var call in _members)
                call.Complete(outcome == PoolOutcome.Done ? call.Result : new CommitResult(outcome, 0));
            foreach (var call in _later) call.Complete(call.Result);
            _members.Clear();
            _later.Clear();
        }
    }

    private async Task StageAsync(GroupStage stage)
    {
        while (_members.Count < GroupLengthMax && stage.Size < GroupSizeMax && TryTake(out var call))
        {
            if (_core.HasFailed)
            {
                call.Complete(new CommitResult(PoolOutcome.Unreadable, 0));
                continue;
            }

            if (!await _log.EnsureRoomAsync(stage.Size + stage.SizeOf(call), call.IsFreeing))
            {
                // A checkpoint may make room, and none begins in the middle of a group.
                if (stage.TransactionCount > 0)
                {
                    _held = call;
                    return;
                }

                if (!await MakeRoomAsync(stage.SizeOf(call), call.IsFreeing))
                {
                    call.Complete(new CommitResult(PoolOutcome.OutOfSpace, 0));
                    continue;
                }
            }

            await StageAsync(stage, call);
        }
    }

    private bool TryTake(out CommitCall call)
    {
        call = _held!;
        if (_held is null) return _waiting.TryDequeue(out call!);
        _held = null;
        return true;
    }

    private async Task<bool> MakeRoomAsync(long size, bool isFreeing)
    {
        for (var i = 0; i < Checkpointer.RoundCountMax && _checkpoints.CanFree; i++)
        {
            await _checkpoints.Running;
            _checkpoints.Begin();
            await _checkpoints.Running;
            if (await _log.EnsureRoomAsync(size, isFreeing)) return true;
        }

        return false;
    }

    private async Task StageAsync(GroupStage stage, CommitCall call)
    {
        var version = _core.NextVersion();
        var staged = stage.TryStage(call, version);
        while (Cache.MissingPage != 0)
        {
            try
            {
                await Cache.LoadAsync(Cache.MissingPage);
            }
            catch (PoolException unreadable)
            {
                call.Complete(new CommitResult(unreadable.Outcome, 0));
                return;
            }

            staged = stage.TryStage(call, version);
        }

        call.Result = new CommitResult(staged.Outcome, staged.Outcome == PoolOutcome.Done ? version : 0);
        if (staged.Outcome == PoolOutcome.Done) _members.Add(call);
        else if (staged.DependsOnGroup) _later.Add(call);
        else call.Complete(call.Result);
    }

    private async Task<PoolOutcome> CommitAsync(GroupStage stage)
    {
        if (stage.TransactionCount == 0) return PoolOutcome.Done;
        var records = stage.Close();
        if (records.Count > 0)
        {
            GroupCount++;
            var written = await _log.AppendAsync(records);
            if (written != DeviceOutcome.Done) _core.FailPool($"writing a commit answers {written}");
            var flushed = _core.Options.Fault == EngineFault.AcknowledgeBeforeFlush
                ? DeviceOutcome.Done
                : await _core.Flusher.FlushAsync();
            if (_core.HasFailed || flushed != DeviceOutcome.Done)
            {
                stage.Undo();
                return PoolOutcome.Unreadable;
            }
        }

        Cache.MissingPage = 0;
        foreach (var record in records) Apply(record);
        Invariant.Check(Cache.MissingPage == 0);
        if (records.Exists(static record => record.Kind == RecordKind.LayerReleased)) _remover.Wake();
        _log.CloseFilled();
        _log.TopUp();
        return PoolOutcome.Done;
    }

    private void Apply(StagedRecord record)
    {
        Invariant.Check(record.Version != 0);
        _ledger.Apply(record.Format, record.Place, record.Name.Span, record.Summary.Span, record.Layer);
        if (record.Layer is null) return;
        if (record.Kind == RecordKind.LayerExtents) record.Layer.TakeSpilled(record.ExtentCount);
        else _openLayers.EndSeal(record.Layer, isSealed: true);
    }
}

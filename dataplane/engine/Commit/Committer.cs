using Basalt.Device;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;
using Basalt.Runtime;

namespace Basalt.Engine.Commit;

/// <summary>
/// Turns waiting transactions into groups: check, write, flush, apply, answer. One group at a time; who comes meanwhile
/// makes the next. Lives on the shard.
/// </summary>
/// <remarks>
/// Invariants: nothing of a group is visible before its flush has ended; an answer that rests on a transaction of the
/// same
/// group is given with the group; after a failed write or flush nothing is acknowledged any more.
/// </remarks>
internal sealed class Committer(
    PoolCore core, MetadataLog log, Ledger ledger, OpenLayers openLayers, Reclaimer reclaimer)
{
    /// <summary>Bytes at which a group takes no further transaction.</summary>
    private const int GroupSizeMax = 4 * 1024 * 1024;

    private const int GroupLengthMax = 1024;

    private readonly Queue<CommitCall> _waiting = new();
    private Task _work = Task.CompletedTask;

    public long GroupCount { get; private set; }

    public void Add(CommitCall call)
    {
        if (_waiting.Count >= core.Options.CommitQueueLengthMax)
        {
            call.Complete(new CommitResult(PoolOutcome.Busy, 0));
            return;
        }

        _waiting.Enqueue(call);
        if (_work.IsCompleted) _work = WorkAsync();
    }

    /// <summary>Until every transaction that was let in is answered.</summary>
    public async Task DrainAsync()
    {
        while (!_work.IsCompleted) await _work;
    }

    private async Task WorkAsync()
    {
        // Lets the rest of this turn's messages join the group.
        await Task.Yield();
        while (_waiting.Count > 0)
        {
            var stage = new GroupStage(ledger, openLayers);
            var members = new List<CommitCall>();
            var later = new List<CommitCall>();
            await StageAsync(stage, members, later);
            var outcome = await CommitAsync(stage);
            foreach (var call in members)
                call.Complete(outcome == PoolOutcome.Done ? call.Result : new CommitResult(outcome, 0));
            foreach (var call in later) call.Complete(call.Result);
        }
    }

    private async Task StageAsync(GroupStage stage, List<CommitCall> members, List<CommitCall> later)
    {
        while (_waiting.Count > 0 && members.Count < GroupLengthMax && stage.Size < GroupSizeMax)
        {
            var call = _waiting.Dequeue();
            if (core.HasFailed)
            {
                call.Complete(new CommitResult(PoolOutcome.Unreadable, 0));
                continue;
            }

            if (!await EnsureRoomAsync(stage.Size + call.Size, call.IsFreeing))
            {
                call.Complete(new CommitResult(PoolOutcome.OutOfSpace, 0));
                continue;
            }

            var version = core.NextVersion();
            var staged = stage.TryStage(call, version);
            if (staged.Outcome == PoolOutcome.Done)
            {
                call.Result = new CommitResult(PoolOutcome.Done, version);
                members.Add(call);
                continue;
            }

            call.Result = new CommitResult(staged.Outcome, 0);
            if (staged.DependsOnGroup) later.Add(call);
            else call.Complete(call.Result);
        }
    }

    private async ValueTask<bool> EnsureRoomAsync(long size, bool isFreeing)
    {
        if (await log.EnsureRoomAsync(size, isFreeing)) return true;

        // Segments may be on their way back.
        await reclaimer.DrainAsync();
        return await log.EnsureRoomAsync(size, isFreeing);
    }

    private async Task<PoolOutcome> CommitAsync(GroupStage stage)
    {
        if (stage.TransactionCount == 0) return PoolOutcome.Done;
        var records = stage.Close();
        if (records.Count > 0)
        {
            GroupCount++;
            var written = await log.AppendAsync(records);
            if (written != DeviceOutcome.Done) core.FailPool($"writing a commit answers {written}");
            var flushed = core.Options.Fault == EngineFault.AcknowledgeBeforeFlush
                ? DeviceOutcome.Done
                : await core.Flusher.FlushAsync();
            if (core.HasFailed || flushed != DeviceOutcome.Done)
            {
                stage.Undo();
                return PoolOutcome.Unreadable;
            }
        }

        foreach (var record in records) Apply(record);
        log.CloseFilled();
        log.TopUp();
        return PoolOutcome.Done;
    }

    private void Apply(StagedRecord record)
    {
        Invariant.Check(record.Version != 0);
        ledger.Apply(record.Format, record.Place, record.Name.Span, record.Summary.Span, record.Layer);
        if (record.Layer is not null) openLayers.EndSeal(record.Layer, isSealed: true);
    }
}

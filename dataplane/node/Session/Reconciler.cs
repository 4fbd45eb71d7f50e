using Basalt.Contract.Node.V1;
using Microsoft.Extensions.Logging;

namespace Basalt.Node.Session;

/// <summary>
/// Brings the workload to the newest desired state, one change after another, and says how far it is. A state is kept
/// on
/// disk before it is applied, so that a restart without control ends where this process would have.
/// </summary>
internal sealed class Reconciler(IWorkload workload, DesiredStateFile file, TimeProvider time, ILogger<Reconciler> log)
{
    private readonly Pulse _desiredChanged = new();
    private readonly Pulse _changed = new();
    private DesiredState? _desired;
    private Standing _standing = new(0, false, "", 0);

    /// <summary>Completes at the next change of what <see cref="Observe"/> tells.</summary>
    public Task NextChange => _changed.Next;

    /// <summary>Where the node listens whatever is desired; told in each report.</summary>
    public IReadOnlyList<ListenerState> OwnListeners { get; set; } = [];

    /// <summary>The node is what was desired last.</summary>
    public bool IsReady => Volatile.Read(ref _standing).IsReady;

    /// <summary>Why it cannot be; empty if it is, or is about to be.</summary>
    public string Problem => Volatile.Read(ref _standing).Problem;

    /// <summary>The grace for cached identity while control is silent, as desired last.</summary>
    public TimeSpan IdentityGrace
        => TimeSpan.FromMilliseconds(Volatile.Read(ref _desired)?.ObjectEndpoint?.IdentityGraceMs ?? 0);

    public void Desire(DesiredState state)
    {
        Volatile.Write(ref _desired, state);
        _desiredChanged.Beat();
    }

    public NodeReport Observe()
    {
        var report = workload.Observe();
        report.Listeners.Add(OwnListeners);
        var standing = Volatile.Read(ref _standing);
        report.AppliedGeneration = standing.AppliedGeneration;
        report.Ready = standing.IsReady;
        report.Problem = standing.Problem;
        report.ProblemGeneration = standing.ProblemGeneration;
        return report;
    }

    public async Task RunAsync(CancellationToken stop)
    {
        if (file.TryRead() is { } kept) Interlocked.CompareExchange(ref _desired, kept, null);
        DesiredState? applied = null;
        while (!stop.IsCancellationRequested)
        {
            var next = _desiredChanged.Next;
            var desired = Volatile.Read(ref _desired);
            var retry = Timeout.InfiniteTimeSpan;
            if (desired is not null && !desired.Equals(applied))
            {
                var isDone = await TryApplyAsync(desired, stop);
                applied = isDone ? desired : null;
                if (!isDone) retry = NodeLimits.ApplyRetryWait;
            }

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(next, Task.Delay(retry, time, waiting.Token));
            waiting.Cancel();
        }
    }

    private async Task<bool> TryApplyAsync(DesiredState desired, CancellationToken stop)
    {
        try
        {
            file.Write(desired);
            await workload.ApplyAsync(desired, stop);
            Tell(new Standing(desired.Generation, true, "", 0));
            Log.Applied(log, desired.Generation);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            // Whatever it is: control and its operator must hear why the node is not what it should be.
            // One with words for the operator has said all.
            if (error.Message != Problem)
                Log.NotApplied(log, desired.Generation, error.Message, error is WorkloadException ? null : error);
            Tell(new Standing(_standing.AppliedGeneration, false, error.Message, desired.Generation));
            return false;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Tell(Standing standing)
    {
        Volatile.Write(ref _standing, standing);
        _changed.Beat();
    }

    /// <summary>How far it is; replaced as a whole, so that a report never mixes two.</summary>
    private sealed record Standing(ulong AppliedGeneration, bool IsReady, string Problem, ulong ProblemGeneration);
}

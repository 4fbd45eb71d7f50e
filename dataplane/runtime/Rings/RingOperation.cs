using Basalt.Interop.Linux.Uring;

namespace Basalt.Runtime.Rings;

/// <summary>
/// One operation of a ring, made and pooled by whoever owns it, used on the ring's shard alone. Submitted, it keeps its
/// slot until its last completion; then it may be submitted again.
/// </summary>
/// <remarks>
/// Invariants: every submission has exactly one last completion (without <see cref="RingCompletion.HasMore"/>), also
/// after a cancellation; no completion comes after it; memory named in the entry is the kernel's until then (for
/// zero-copy sends the last completion is the notification).
/// </remarks>
public abstract class RingOperation
{
    internal RingOperation? Next { get; set; }

    internal RingOperation? Previous { get; set; }

    internal RingOperationList? List { get; set; }

    internal RingOperationState State { get; set; }

    internal int Slot { get; set; }

    internal bool IsCancelled { get; set; }

    /// <summary>Submitted, and its last completion has not come.</summary>
    public bool IsPending => State != RingOperationState.Idle;

    /// <summary>
    /// Nobody waits for its end, which is soon: it need not wake a shard that sleeps. Its completion may come later, by
    /// <see cref="RingLimits.QuietMicrosecondsMax"/> at most. For an answer's last send, as an example: the shard then
    /// sleeps until the next request and makes one call where it would have made two.
    /// </summary>
    protected internal virtual bool IsQuiet => false;

    /// <summary>
    /// Whoever waits for it waits for a device that ends several at about the same time. Where many such are with the
    /// kernel, a sleeping shard lets a part of them come together, for <see cref="RingLimits.GatherMicrosecondsMax"/>
    /// at most, and a turn that submits many hands the first ones over before the last are made.
    /// </summary>
    protected internal virtual bool IsGathered => false;

    /// <summary>Fills a zeroed entry; the user data is the driver's. Called when the operation gets its slot.</summary>
    protected internal abstract void Prepare(ref IoUringSubmission entry);

    /// <summary>
    /// Takes a completion. Runs in the shard's turn, so it may go on with its owner's work, within
    /// <see cref="TurnBudget"/>. It may submit this operation again if this was the last.
    /// </summary>
    protected internal abstract void Complete(in RingCompletion completion);
}

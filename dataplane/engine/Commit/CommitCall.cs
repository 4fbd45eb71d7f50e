using Basalt.Runtime;

namespace Basalt.Engine.Commit;

/// <summary>One transaction on its way: queued on the shard, staged with its group, answered once durable and
/// visible.</summary>
internal sealed class CommitCall(Committer committer, Transaction transaction) : ShardCall<CommitResult>
{
    public Transaction Transaction => transaction;

    /// <summary>Bytes it can add to the log at most, but for the extents of layers.</summary>
    public long Size { get; } = SizeOf(transaction);

    /// <summary>It adds nothing but word that something is gone, so it may use what is kept for deletes.</summary>
    public bool IsFreeing { get; } = IsFreeingOnly(transaction);

    /// <summary>What it will be answered once its group is durable.</summary>
    public CommitResult Result { get; set; }

    public override void Run() => committer.Add(this);

    private static long SizeOf(Transaction transaction)
    {
        var size = 0L;
        foreach (var step in transaction.Steps)
        {
            size += step.Kind switch
            {
                TransactionStepKind.Put => StepSize(step.Name.Length + step.Summary.Length + step.Value.Length),
                TransactionStepKind.Delete or TransactionStepKind.DeleteCounter => StepSize(step.Name.Length),
                TransactionStepKind.AddToCounter => StepSize(step.Name.Length + (2 * sizeof(long))),
                TransactionStepKind.Seal or TransactionStepKind.Release => StepSize(2 * sizeof(long)),
                TransactionStepKind.Spill => 0,
                TransactionStepKind.RequireVersion => 0,
                TransactionStepKind.RequireExists => 0,
                TransactionStepKind.RequireEmpty => 0,
            };
        }

        return size;
    }

    private static long StepSize(int bytes) => Format.RecordFormat.HeadSize + bytes + sizeof(ulong);

    private static bool IsFreeingOnly(Transaction transaction)
    {
        var frees = false;
        foreach (var step in transaction.Steps)
        {
            if (step.Kind is TransactionStepKind.Put or TransactionStepKind.Seal
                or TransactionStepKind.Spill) return false;
            frees |= step.Kind
                is TransactionStepKind.Delete or TransactionStepKind.Release or TransactionStepKind.DeleteCounter;
        }

        return frees;
    }
}

using System.IO.Pipelines;

namespace Basalt.Tests.Unit.Objects;

/// <summary>A body of which nothing comes but a failure.</summary>
internal sealed class FailingBody(Exception failure) : PipeReader
{
    public override void AdvanceTo(SequencePosition consumed)
    {
    }

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
    }

    public override void CancelPendingRead()
    {
    }

    public override void Complete(Exception? exception = null)
    {
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        => ValueTask.FromException<ReadResult>(failure);

    public override bool TryRead(out ReadResult result) => throw failure;
}

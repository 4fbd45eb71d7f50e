namespace Basalt.Objects.Core.Bodies;

/// <summary>Bytes that came with the record.</summary>
internal sealed class InlineBody(ReadOnlyMemory<byte> bytes) : ObjectBody
{
    public override ValueTask<ObjectOutcome> ReadAsync(long offset, Memory<byte> target, CancellationToken cancellation)
    {
        bytes.Slice((int)offset, target.Length).CopyTo(target);
        return ValueTask.FromResult(ObjectOutcome.Done);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

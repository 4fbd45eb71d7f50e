namespace Basalt.Objects.Core.Bodies;

/// <summary>Where an object's bytes come from. Ranges given lie in it. One reader at a time.</summary>
internal abstract class ObjectBody : IAsyncDisposable
{
    public abstract ValueTask<ObjectOutcome> ReadAsync(
        long offset, Memory<byte> target, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}

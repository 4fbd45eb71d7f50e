namespace Basalt.Engine;

/// <summary>
/// One pool: an ordered name space and layers of bytes, changed together by transactions. May be called from any
/// thread;
/// continuations never run on the engine's shard. Nothing is visible before it is durable.
/// </summary>
public interface IPool : IAsyncDisposable
{
    /// <summary>
    /// The record under a name; null if there is none. Throws <see cref="PoolException"/> with
    /// <see cref="PoolOutcome.Unreadable"/> if the device's bytes are wrong.
    /// </summary>
    ValueTask<NameRecord?> FindAsync(ReadOnlyMemory<byte> name, CancellationToken cancellation);

    /// <summary>Up to <paramref name="limit"/> entries of a range in order; fewer only at the range's end.</summary>
    ValueTask<IReadOnlyList<NameEntry>> ListAsync(NameRange range, int limit, CancellationToken cancellation);

    /// <summary>The two sums of a counter; zeros if it was never added to.</summary>
    ValueTask<CounterValue> ReadCounterAsync(ReadOnlyMemory<byte> name, CancellationToken cancellation);

    /// <summary>Begins a new layer. <paramref name="expectedSize"/> is a hint in bytes, -1 if unknown; an expected size
    /// that
    /// cannot fit is refused at the first append with <see cref="PoolOutcome.OutOfSpace"/>.</summary>
    ILayerWriter CreateLayer(long expectedSize);

    /// <summary>Opens sealed layers for reading; null if one is not there (any more): look the name up again.</summary>
    ValueTask<ILayerReader?> OpenLayersAsync(ReadOnlyMemory<LayerId> layers, CancellationToken cancellation);

    /// <summary>
    /// Checks the conditions and applies the changes atomically; returns once they are durable and visible.
    /// The version of every name it put is <paramref name="transaction"/>'s commit version.
    /// </summary>
    ValueTask<CommitResult> CommitAsync(Transaction transaction, CancellationToken cancellation);

    PoolUsage Usage { get; }
}

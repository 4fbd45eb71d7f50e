namespace Basalt.Engine;

/// <summary>
/// Writes one new layer from its start to its end. Bytes are copied once, into aligned buffers, and go to the device
/// as they come; memory per writer is bounded and a slow device holds the caller back. One caller at a time.
/// Disposing it without a committed <see cref="Transaction.Seal"/> gives the space back.
/// </summary>
public interface ILayerWriter : IAsyncDisposable
{
    LayerId Layer { get; }

    /// <summary>Bytes appended so far.</summary>
    long Size { get; }

    /// <summary>Appends; the memory is the caller's again when this returns. Not durable yet.</summary>
    ValueTask<PoolOutcome> AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation);

    /// <summary>Ends the layer; when this returns <see cref="PoolOutcome.Done"/> every byte is durable and only the
    /// seal is missing.</summary>
    ValueTask<PoolOutcome> FinishAsync(CancellationToken cancellation);
}

namespace Basalt.Engine;

/// <summary>Holds sealed layers open: what it covers stays readable until it is disposed, even if released
/// meanwhile.</summary>
public interface ILayerReader : IAsyncDisposable
{
    /// <summary>
    /// Reads bytes of one of the layers it was opened on, verified. Fills <paramref name="target"/> whole; asking past
    /// the
    /// layer's end is <see cref="PoolOutcome.OutOfRange"/>.
    /// </summary>
    ValueTask<PoolOutcome> ReadAsync(LayerId layer, long offset, Memory<byte> target, CancellationToken cancellation);
}

using Basalt.Engine.Log;
using Basalt.Runtime;

namespace Basalt.Engine.Layers;

/// <summary>Holds layers open. Each read is one message to the shard, which verifies as it copies.</summary>
internal sealed class LayerReader(
    PoolCore core, BlockReader blocks, LayerReaders readers, LayerRemover remover, OpenLayer[] layers) : ILayerReader
{
    private int _isDisposed;

    public async ValueTask<PoolOutcome> ReadAsync(
        LayerId layer, long offset, Memory<byte> target, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        cancellation.ThrowIfCancellationRequested();
        var source = Array.Find(layers, candidate => candidate.Id == layer);
        if (source.Id.IsNone) return PoolOutcome.NotFound;
        if (offset < 0 || offset > source.Size - target.Length) return PoolOutcome.OutOfRange;
        if (target.IsEmpty) return PoolOutcome.Done;
        var call = new LayerReadCall(core, blocks, layer, offset, target);
        return !core.IsClosed && core.Shard.TryPost(call) ? await call.Answer : PoolOutcome.Busy;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;

        // Must not be lost: a released layer's space would stay taken until the next opening.
        var call = new CloseReaderCall(core, readers, remover, layers);
        while (!core.Shard.TryPost(call))
        {
            if (core.IsClosed) return;
            await Task.Yield();
        }

        await call.Answer;
    }

    private sealed class CloseReaderCall(PoolCore core, LayerReaders readers, LayerRemover remover, OpenLayer[] layers)
        : ShardCall<bool>
    {
        public override void Run()
        {
            foreach (var layer in layers) readers.Remove(layer.Id);
            if (!core.IsStopped) remover.Wake();
            Complete(true);
        }
    }
}

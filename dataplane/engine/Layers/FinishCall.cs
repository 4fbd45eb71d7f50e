using Basalt.Device;
using Basalt.Engine.Log;
using Basalt.Runtime;

namespace Basalt.Engine.Layers;

/// <summary>Every batch of a layer is written: makes them durable and the layer ready for its seal.</summary>
internal sealed class FinishCall(PoolCore core, BulkLog log, OpenLayers layers, LayerId layer, long size)
    : ShardCall<PoolOutcome>
{
    public override async void Run()
    {
        log.EndLayer(layer);
        if (!core.TryBegin())
        {
            Complete(PoolOutcome.Busy);
            return;
        }

        Complete(await FinishAsync());
        core.End();
    }

    private async ValueTask<PoolOutcome> FinishAsync()
    {
        if (size > 0 && core.Options.Fault != EngineFault.SealBeforeFlush
            && await core.Flusher.FlushAsync() != DeviceOutcome.Done)
        {
            return PoolOutcome.Unreadable;
        }

        layers.GetOrAdd(layer).Finish(size);
        return PoolOutcome.Done;
    }
}

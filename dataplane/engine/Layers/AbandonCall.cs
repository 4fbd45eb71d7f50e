using Basalt.Engine.Log;
using Basalt.Runtime;

namespace Basalt.Engine.Layers;

/// <summary>A writer has ended; all its writes have.</summary>
internal sealed class AbandonCall(PoolCore core, BulkLog log, OpenLayers layers, LayerId layer) : ShardCall<bool>
{
    public override void Run()
    {
        log.EndLayer(layer);
        if (!core.IsStopped) layers.Abandon(layer);
        Complete(true);
    }
}

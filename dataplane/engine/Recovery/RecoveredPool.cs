using Basalt.Engine.Checkpoints;
using Basalt.Engine.Commit;
using Basalt.Engine.Layers;
using Basalt.Engine.Log;

namespace Basalt.Engine.Recovery;

/// <summary>What recovery found, ready to be worked on.</summary>
internal sealed record RecoveredPool(
    PoolCore Core, SegmentTable Segments, Ledger Ledger, RecordLog Log, Checkpointer Checkpoints, LayerReaders Readers,
    LayerRemover Remover);

using Basalt.Engine.Cache;
using Basalt.Engine.Commit;
using Basalt.Engine.Log;

namespace Basalt.Engine.Recovery;

/// <summary>What recovery found, ready to be worked on.</summary>
internal sealed record RecoveredPool(
    PoolCore Core, SegmentTable Segments, Reclaimer Reclaimer, Ledger Ledger, IHotNames HotNames);

using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Trees;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Checkpoints;

/// <summary>A checkpoint as it was when it began: it does not change while it is written.</summary>
/// <param name="Pages">Frozen, in the order of their places.</param>
/// <param name="Table">The table of segments, padded to whole blocks.</param>
/// <param name="Opened">Tree segments that begin with it.</param>
/// <param name="Dead">Segments that are free once it is durable.</param>
/// <param name="Superblock">What names it.</param>
internal sealed record CheckpointImage(
    IReadOnlyList<PageFrame> Pages, AlignedBuffer Table, IReadOnlyList<Segment> Opened, IReadOnlyList<Segment> Dead,
    SuperblockFormat Superblock);

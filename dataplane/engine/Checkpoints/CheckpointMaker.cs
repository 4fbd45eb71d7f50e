using Basalt.Engine.Checksums;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Names;
using Basalt.Engine.Trees;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Checkpoints;

/// <summary>
/// Begins checkpoints: in one synchronous step, between two groups, every dirty page gets its place and is frozen, and
/// the table of segments is set down as it is then. Writers go on at once; what they change next they copy.
/// </summary>
internal sealed class CheckpointMaker(
    PoolCore core, SegmentTable segments, Tree tree, NameTable names, RecordLog log)
{
    private readonly TreeSpace _space = new(core, segments);
    private List<PageFrame> _pages = [];
    private List<Segment> _opened = [];

    private int TableBlockCount => FormatLimits.BlocksOf(segments.TableSize);

    /// <summary>The image; null: there is no room for it.</summary>
    public CheckpointImage? TryMake()
    {
        var cache = tree.Cache;
        if (!_space.HasRoom((cache.DirtyCount * FormatLimits.PageBlockCount) + TableBlockCount, TableBlockCount))
            return null;
        (_pages, _opened) = ([], []);
        var old = core.Superblock;
        if (old.Table != 0)
            segments.RemoveLive(
                PageAddress.SegmentOf(old.Table), (long)FormatLimits.BlocksOf(old.TableSize) * FormatLimits.BlockSize);
        if (PageAddress.IsDirty(tree.Root)) tree.SetRoot(Freeze(tree.Root));
        Invariant.Check(cache.DirtyCount == 0);
        var place = _space.Take(TableBlockCount, _opened);
        var dead = new List<Segment>();
        segments.TakeDead(dead);
        var table = AlignedBuffer.Allocate(TableBlockCount * FormatLimits.BlockSize);
        table.GetSpan().Clear();
        segments.Save(table.GetSpan()[..segments.TableSize]);
        log.BeginTail();
        var superblock = old with
        {
            Generation = old.Generation + 1,
            Epoch = core.Epoch,
            Root = tree.Root,
            NameCount = names.Count,
            Table = place,
            TableSize = segments.TableSize,
            TableChecksum = Crc32c.Compute(table.GetSpan()[..segments.TableSize]),
            Log = log.Position,
        };
        return new CheckpointImage(_pages, table, _opened, dead, superblock);
    }

    /// <summary>Gives a dirty page and the dirty ones below it their places.</summary>
    private ulong Freeze(ulong address)
    {
        var frame = tree.Cache.Peek(address);
        Invariant.Check(frame is not null);
        var place = _space.Take(FormatLimits.PageBlockCount, _opened);
        _pages.Add(frame);
        var page = frame.Page;
        for (var slot = 0; page.Level > 0 && slot < page.Count; slot++)
            if (page.ChildAt(slot) is var child && PageAddress.IsDirty(child)) page.SetChild(slot, Freeze(child));
        tree.Cache.Freeze(frame, place);
        return place;
    }
}

using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Trees;

namespace Basalt.Engine.Checkpoints;

/// <summary>Gives pages and tables their places: one after the other in tree segments. On the shard.</summary>
internal sealed class TreeSpace(PoolCore core, SegmentTable segments)
{
    private Segment? _open;
    private int _next;

    /// <summary>Whether so many blocks can be given out, none of the runs longer than a table of this many.</summary>
    public bool HasRoom(int blocks, int tableBlocks)
    {
        var whole = core.SegmentBlockCount - 1 - Math.Max(FormatLimits.PageBlockCount, tableBlocks);
        var left = _open is null ? 0 : core.SegmentBlockCount - _next;
        return (long)segments.FreeCount * whole >= blocks - left;
    }

    /// <summary>Gives out a run of blocks; whoever takes it asked for room before. Segments that are new with it are
    /// added to <paramref name="opened"/>: their headers are still to be written.</summary>
    public ulong Take(int blocks, List<Segment> opened)
    {
        if (_open is null || _next + blocks > core.SegmentBlockCount)
        {
            if (_open is not null) _open.IsOpen = false;
            _open = segments.TryTake(SegmentKind.Tree, core.NextSegmentSequence(), reserve: 0)
                ?? throw new PoolException(PoolOutcome.OutOfSpace, $"{core.Device.Name}: no segment is left");
            opened.Add(_open);
            _next = 1;
        }

        var address = PageAddress.Of(_open.Index, _next);
        _next += blocks;
        segments.AddLive(_open.Index, (long)blocks * FormatLimits.BlockSize);
        return address;
    }
}

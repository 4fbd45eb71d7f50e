using Basalt.Device;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Trees;

/// <summary>
/// The tree's pages in memory, verified when read. Bounded: clean pages leave by a clock's hand; dirty ones stay until
/// a checkpoint has written them, which begins when they are a third of the cache. The shard alone touches it.
/// </summary>
/// <remarks>
/// Work on the tree is synchronous from its first page to its last. A page that is not here ends the attempt:
/// <see cref="MissingPage"/> says which; the caller awaits <see cref="LoadAsync"/> and starts anew. No page leaves in
/// the middle of synchronous work: what an attempt needs beyond the bound it gets, and <see cref="Trim"/> comes after.
/// </remarks>
internal sealed class PageCache(PoolCore core, SegmentTable segments) : IDisposable
{
    private const int SlabPageCount = 64;

    /// <summary>Dirty pages may be this part of all that the pool could hold.</summary>
    private const int SpareDirtyPart = 64;

    private readonly Dictionary<ulong, PageFrame> _frames = [];
    private readonly List<PageFrame> _ring = [];
    private readonly Stack<PageFrame> _free = new();
    private readonly List<AlignedBuffer> _slabs = [];
    private readonly List<PageFrame> _pinned = [];
    private ulong _dirtyNumber;
    private int _hand;

    /// <summary>Frames that may be in use but for the moment of one group's work.</summary>
    public int CountMax { get; } = core.Options.PageCountMax;

    /// <summary>Dirty pages at which a checkpoint begins: a third of the cache, and on a small pool what it can spare
    /// room for.</summary>
    public int DirtyCountMax { get; } = Math.Min(
        core.Options.PageCountMax / 3,
        (int)Math.Min(
            int.MaxValue, Math.Max(4L, (long)segments.Count * core.PagesPerSegment / SpareDirtyPart)));

    public int Count => _frames.Count;

    public int DirtyCount { get; private set; }

    /// <summary>Uses of pages that were here, and that had to be read.</summary>
    public long HitCount { get; private set; }

    public long MissCount { get; private set; }

    /// <summary>The page that the last attempt lacked; 0: none. Cleared by who begins an attempt.</summary>
    public ulong MissingPage { get; set; }

    /// <summary>While set, every page used stays until <see cref="Unpin"/>.</summary>
    public bool IsPinning { get; set; }

    /// <summary>A page for use; null: it is missing.</summary>
    public PageFrame? TryGet(ulong address)
    {
        if (!_frames.TryGetValue(address, out var frame) || frame.State == PageState.Loading)
        {
            MissingPage = address;
            return null;
        }

        HitCount++;
        frame.IsHot = true;
        if (IsPinning && !frame.IsPinned)
        {
            frame.IsPinned = true;
            _pinned.Add(frame);
        }

        return frame;
    }

    /// <summary>A page if it is here by chance.</summary>
    public PageFrame? Peek(ulong address)
        => _frames.TryGetValue(address, out var frame) && frame.State != PageState.Loading ? frame : null;

    /// <summary>The group has ended: what was pinned for it may leave.</summary>
    public void Unpin()
    {
        foreach (var frame in _pinned) frame.IsPinned = false;
        _pinned.Clear();
        Trim();
    }

    /// <summary>A dirty frame for a new page.</summary>
    public PageFrame Make()
    {
        var frame = Take(PageAddress.OfDirty(++_dirtyNumber), PageState.Dirty);
        DirtyCount++;
        return frame;
    }

    /// <summary>The frame in which a page may change, under a new address: the same, or a copy if a checkpoint is
    /// writing it. The caller tells the page's parent.</summary>
    public PageFrame MakeDirty(PageFrame frame)
    {
        if (frame.State == PageState.Dirty) return frame;
        segments.RemoveLive(PageAddress.SegmentOf(frame.Address), FormatLimits.PageSize);
        if (frame.State == PageState.Writing)
        {
            var copy = Make();
            frame.Span.CopyTo(copy.Span);
            frame.IsSuperseded = true;
            return copy;
        }

        Invariant.Check(frame.State == PageState.Clean);
        _frames.Remove(frame.Address);
        frame.Address = PageAddress.OfDirty(++_dirtyNumber);
        frame.State = PageState.Dirty;
        _frames.Add(frame.Address, frame);
        DirtyCount++;
        return frame;
    }

    /// <summary>The tree needs the page no more.</summary>
    public void Drop(PageFrame frame)
    {
        if (frame.State == PageState.Dirty) DirtyCount--;
        else segments.RemoveLive(PageAddress.SegmentOf(frame.Address), FormatLimits.PageSize);
        if (frame.State == PageState.Writing) frame.IsSuperseded = true;
        else Free(frame);
    }

    /// <summary>A checkpoint begins and gives a dirty page its place: from now on it does not change.</summary>
    public void Freeze(PageFrame frame, ulong address)
    {
        Invariant.Check(frame.State == PageState.Dirty);
        _frames.Remove(frame.Address);
        frame.Address = address;
        frame.State = PageState.Writing;
        frame.IsSuperseded = false;
        _frames.Add(address, frame);
        DirtyCount--;
    }

    /// <summary>The page is durable where it lies.</summary>
    public void Thaw(PageFrame frame)
    {
        Invariant.Check(frame.State == PageState.Writing);
        if (frame.IsSuperseded) Free(frame);
        else frame.State = PageState.Clean;
    }

    /// <summary>Reads a page, or waits for who reads it.</summary>
    /// <exception cref="PoolException">It cannot be read, or is not what it should be.</exception>
    public async ValueTask LoadAsync(ulong address)
    {
        Invariant.Check(!PageAddress.IsDirty(address));
        Task<DeviceOutcome>? load;
        if (_frames.TryGetValue(address, out var frame))
        {
            if (frame.State != PageState.Loading) return;
            load = frame.Load!;
        }
        else
        {
            MissCount++;
            Trim();
            frame = Take(address, PageState.Loading);
            frame.IsHot = false;
            load = ReadAsync(frame);
            if (!load.IsCompleted) frame.Load = load;
        }

        if (await load == DeviceOutcome.Done) return;
        throw new PoolException(
            PoolOutcome.Unreadable,
            $"{core.Device.Name}: the tree page at block {PageAddress.PositionOf(address)} of segment "
            + $"{PageAddress.SegmentOf(address)} is unreadable");
    }

    /// <summary>Lets clean pages go until the bound holds with room for one more. One round of the hand: what was used
    /// since the last one stays, so that whoever loads page after page does not lose the first to the last.</summary>
    public void Trim()
    {
        for (var looks = 0; _frames.Count >= CountMax && looks < _ring.Count; looks++)
        {
            if (_hand >= _ring.Count) _hand = 0;
            var frame = _ring[_hand++];
            if (frame.State != PageState.Clean || frame.IsPinned) continue;
            if (frame.IsHot) frame.IsHot = false;
            else Free(frame);
        }
    }

    public void Dispose()
    {
        foreach (var slab in _slabs) slab.Free();
        _slabs.Clear();
    }

    private async Task<DeviceOutcome> ReadAsync(PageFrame frame)
    {
        var address = frame.Address;
        var (segment, position) = (PageAddress.SegmentOf(address), PageAddress.PositionOf(address));
        var outcome = DeviceOutcome.Failed;
        if (segments.IsTree(segment) && position + FormatLimits.PageBlockCount <= core.SegmentBlockCount)
        {
            segments.Pin(segment);
            outcome = await core.Device.ReadAsync(core.FirstBlockOf(segment) + position, frame.Memory);
            segments.Unpin(segment);
        }

        frame.Load = null;
        if (outcome == DeviceOutcome.Done
            && (core.Options.Fault == EngineFault.SkipChecksum
                || TreePageFormat.IsIntact(frame.Span, core.PoolId, segments[segment].Sequence, address)))
        {
            frame.State = PageState.Clean;
            return DeviceOutcome.Done;
        }

        Free(frame);
        return DeviceOutcome.Failed;
    }

    private PageFrame Take(ulong address, PageState state)
    {
        if (!_free.TryPop(out var frame)) frame = MakeSlab();
        frame.Address = address;
        frame.State = state;
        frame.IsHot = true;
        frame.IsSuperseded = false;
        _frames.Add(address, frame);
        return frame;
    }

    private void Free(PageFrame frame)
    {
        _frames.Remove(frame.Address);
        frame.State = PageState.Free;
        _free.Push(frame);
    }

    private PageFrame MakeSlab()
    {
        var slab = AlignedBuffer.Allocate(SlabPageCount * FormatLimits.PageSize);
        _slabs.Add(slab);
        for (var i = SlabPageCount - 1; i >= 0; i--)
        {
            var frame = new PageFrame(slab, i * FormatLimits.PageSize);
            _ring.Add(frame);
            _free.Push(frame);
        }

        return _free.Pop();
    }
}

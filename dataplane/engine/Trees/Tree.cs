using System.Buffers.Binary;

using Basalt.Engine.Format;
using Basalt.Runtime;

namespace Basalt.Engine.Trees;

/// <summary>
/// The ordered map that everything stored is found by: bytes to bytes, in pages that are copied when they change. Every
/// call is one attempt: if a page is not in the cache, it says so and has changed nothing. The shard alone touches it.
/// </summary>
/// <remarks>
/// A changed page and all above it are dirty, and have numbers for addresses until a checkpoint gives them places: so a
/// page with a place refers to pages with places alone, and a root with a place is a whole tree.
/// </remarks>
internal sealed class Tree(PageCache cache)
{
    private readonly TreePath _path = new();

    /// <summary>The address of the root page; 0: the tree is empty.</summary>
    public ulong Root { get; private set; }

    public PageCache Cache => cache;

    /// <summary>Takes the tree that a checkpoint left.</summary>
    public void Open(ulong root) => Root = root;

    /// <summary>The value of a key; false: there is none, or a page is missing. Good until the next call.</summary>
    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryDescend(key, level: 0)) return false;
        var page = _path.Last.Page;
        var slot = page.Find(key);
        if (slot < 0) return false;
        value = page.ValueAt(slot);
        return true;
    }

    /// <summary>The leaf where a key belongs, and the slot of the first key at or above it, which may be one past the
    /// last; null: the tree is empty, or a page is missing.</summary>
    public PageFrame? Seek(ReadOnlySpan<byte> key, out int slot)
    {
        slot = 0;
        if (!TryDescend(key, level: 0)) return null;
        slot = _path.Last.Page.Find(key);
        if (slot < 0) slot = ~slot;
        return _path.Last;
    }

    /// <summary>After <see cref="Seek"/>: the first key that is not in that leaf; null: it is the last one.</summary>
    public byte[]? NextLeafKey() => _path.HighFence(_path.Depth - 1);

    /// <summary>The leaf with the last key below this one, and its slot; null: there is none, or a page is
    /// missing.</summary>
    public PageFrame? SeekBelow(ReadOnlySpan<byte> key, out int slot)
    {
        slot = 0;
        while (true)
        {
            if (!TryDescend(key, level: 0)) return null;
            var page = _path.Last.Page;
            slot = page.Find(key);
            slot = (slot < 0 ? ~slot : slot) - 1;
            if (slot >= 0) return _path.Last;
            if (!TryStepBack()) return null;
            page = _path.Last.Page;
            if (page.Count > 0)
            {
                slot = page.Count - 1;
                return _path.Last;
            }

            if (page.LowFence.IsEmpty) return null;
            key = page.LowFence;
        }
    }

    /// <summary>Sets a key; false: a page is missing and nothing was done.</summary>
    public bool TryPut(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (Root == 0) MakeRoot();
        while (true)
        {
            if (!TryDescend(key, level: 0)) return false;
            DirtyPath();
            var page = _path.Last.Page;
            var slot = page.Find(key);
            if (slot >= 0 ? page.TryReplace(slot, key, value) : page.TryInsert(~slot, key, value)) return true;
            TreeSplit.Run(this, _path, _path.Depth - 1, isAppending: ~page.Find(key) == page.Count);
        }
    }

    /// <summary>Removes a key if it is there; false: a page is missing and nothing was done.</summary>
    public bool TryRemove(ReadOnlySpan<byte> key)
    {
        if (Root == 0) return true;
        if (!TryDescend(key, level: 0)) return false;
        var slot = _path.Last.Page.Find(key);
        if (slot < 0) return true;
        DirtyPath();
        _path.Last.Page.RemoveAt(slot);
        TreeMerge.Run(this, _path, _path.Depth - 1);
        return true;
    }

    /// <summary>Makes the page at an address dirty, so that the next checkpoint moves it; false: a page on the way is
    /// missing. Nothing happens if the tree holds it no more.</summary>
    public bool TryMove(ReadOnlySpan<byte> lowFence, int level, ulong address)
    {
        if (Root == 0) return true;
        if (!TryDescend(lowFence, level)) return cache.MissingPage == 0;
        if (_path.Last.Address == address) DirtyPath();
        return true;
    }

    internal void SetRoot(ulong root) => Root = root;

    /// <summary>Walks from the root to the page of a level where a key belongs; false: there is none, or one is
    /// missing.</summary>
    private bool TryDescend(ReadOnlySpan<byte> key, int level)
    {
        _path.Clear();
        if (Root == 0) return false;
        var address = Root;
        while (true)
        {
            if (cache.TryGet(address) is not { } frame) return false;
            var page = frame.Page;
            _path.Push(frame);
            if (page.Level <= level) return page.Level == level;
            Invariant.Check(_path.Depth < TreePath.DepthMax);
            var slot = page.FindChild(key);
            _path.SetSlot(_path.Depth - 1, slot);
            address = page.ChildAt(slot);
        }
    }

    /// <summary>Turns the path to the leaf before the one it leads to; false: there is none, or a page is
    /// missing.</summary>
    private bool TryStepBack()
    {
        var depth = _path.Depth - 2;
        while (depth >= 0 && _path.SlotAt(depth) == 0) depth--;
        if (depth < 0) return false;
        var frames = new PageFrame[depth + 1];
        for (var i = 0; i <= depth; i++) frames[i] = _path[i];
        var slot = _path.SlotAt(depth) - 1;
        _path.Clear();
        foreach (var frame in frames) _path.Push(frame);
        while (true)
        {
            _path.SetSlot(_path.Depth - 1, slot);
            if (cache.TryGet(_path.Last.Page.ChildAt(slot)) is not { } child) return false;
            _path.Push(child);
            if (child.Page.Level == 0) return true;
            slot = child.Page.Count - 1;
        }
    }

    private void MakeRoot()
    {
        var frame = cache.Make();
        Page.Make(frame.Span, level: 0, default, prefixSize: 0);
        Root = frame.Address;
    }

    /// <summary>Makes every page of the path one that may change.</summary>
    private void DirtyPath()
    {
        for (var depth = 0; depth < _path.Depth; depth++) Dirty(_path, depth);
    }

    /// <summary>Makes one page of a path one that may change; those above it already are.</summary>
    private void Dirty(TreePath path, int depth)
    {
        var frame = cache.MakeDirty(path[depth]);
        path[depth] = frame;
        if (depth == 0) Root = frame.Address;
        else path[depth - 1].Page.SetChild(path.SlotAt(depth - 1), frame.Address);
    }

    /// <summary>Writes an address as the value of an entry on an inner page.</summary>
    internal static ReadOnlySpan<byte> Encode(ulong address, Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(target, address);
        return target[..sizeof(ulong)];
    }

    /// <summary>Bytes that every key between two fences begins with.</summary>
    internal static int PrefixSize(ReadOnlySpan<byte> lowFence, ReadOnlySpan<byte> highFence, bool hasHighFence)
        => hasHighFence ? lowFence.CommonPrefixLength(highFence) : 0;

    /// <summary>Above this no page's entries lie.</summary>
    internal const int PageRoomSize = FormatLimits.PageSize - TreePageFormat.HeadSize;
}

using Basalt.Engine.Format;

namespace Basalt.Engine.Trees;

/// <summary>Cuts a full page in two. What is cut becomes shorter: both halves may leave out more of each key.</summary>
internal static class TreeSplit
{
    /// <summary>Splits the page at a depth of a path whose pages are dirty, or first the one above it if that has no
    /// room: the caller descends anew.</summary>
    public static void Run(Tree tree, TreePath path, int depth, bool isAppending)
    {
        var page = path[depth].Page;
        var cut = isAppending ? page.Count - 1 : FindMiddle(page);
        var fence = Fence(page, cut);
        if (depth > 0 && path[depth - 1].Page.FreeSize < path[depth - 1].Page.SizeOf(fence.Length, sizeof(ulong)))
        {
            var above = path[depth - 1].Page;
            Run(tree, path, depth - 1, isAppending && path.SlotAt(depth - 1) == above.Count - 1);
            return;
        }

        var high = path.HighFence(depth);
        Span<byte> old = stackalloc byte[FormatLimits.PageSize];
        path[depth].Span.CopyTo(old);
        var source = new Page(old);
        var right = tree.Cache.Make();
        var leftPrefix = Tree.PrefixSize(source.LowFence, fence, hasHighFence: true);
        Page.Make(path[depth].Span, source.Level, source.LowFence, leftPrefix);
        Page.Make(right.Span, source.Level, fence, Tree.PrefixSize(fence, high, high is not null));
        for (var slot = 0; slot < source.Count; slot++)
        {
            var isDone = (slot < cut ? path[depth].Page : right.Page).TryAppendFrom(source, slot);
            Runtime.Invariant.Check(isDone);
        }

        Span<byte> address = stackalloc byte[sizeof(ulong)];
        if (depth == 0) MakeRoot(tree, path[0], source.Level + 1);
        var parent = depth == 0 ? tree.Cache.Peek(tree.Root)!.Page : path[depth - 1].Page;
        var place = depth == 0 ? 1 : path.SlotAt(depth - 1) + 1;
        var isIn = parent.TryInsert(place, fence, Tree.Encode(right.Address, address));
        Runtime.Invariant.Check(isIn);
    }

    private static void MakeRoot(Tree tree, PageFrame old, int level)
    {
        Span<byte> address = stackalloc byte[sizeof(ulong)];
        var root = tree.Cache.Make();
        Page.Make(root.Span, level, default, prefixSize: 0);
        var isIn = root.Page.TryInsert(0, default, Tree.Encode(old.Address, address));
        Runtime.Invariant.Check(isIn);
        tree.SetRoot(root.Address);
    }

    /// <summary>The slot at which both halves are most alike in bytes; never the first.</summary>
    private static int FindMiddle(Page page)
    {
        var half = page.UsedSize / 2;
        var size = 0;
        for (var slot = 0; slot < page.Count - 1; slot++)
        {
            var entry = page.EntrySizeAt(slot);
            if (slot > 0 && size + (entry / 2) > half) return slot;
            size += entry;
        }

        return page.Count - 1;
    }

    /// <summary>The shortest key above what stays and not above what goes; between inner pages the key
    /// itself.</summary>
    private static byte[] Fence(Page page, int cut)
    {
        var above = page.MakeKey(cut);
        if (page.Level > 0) return above;
        return above[..(page.MakeKey(cut - 1).AsSpan().CommonPrefixLength(above) + 1)];
    }
}

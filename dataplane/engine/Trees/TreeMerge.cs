using Basalt.Engine.Format;

namespace Basalt.Engine.Trees;

/// <summary>Joins a page that has become small to one beside it, if that is at hand and both together leave room.
/// </summary>
internal static class TreeMerge
{
    /// <summary>A page with fewer bytes in use is joined.</summary>
    private const int SizeMin = Tree.PageRoomSize / 4;

    /// <summary>A joined page holds no more.</summary>
    private const int JoinedSizeMax = Tree.PageRoomSize * 3 / 4;

    /// <summary>Looks at the page at a depth of a path whose pages are dirty, then at those above it.</summary>
    public static void Run(Tree tree, TreePath path, int depth)
    {
        for (; depth > 0 && path[depth].Page.UsedSize < SizeMin; depth--)
        {
            var slot = path.SlotAt(depth - 1);
            if (!TryJoin(tree, path, depth, slot - 1) && !TryJoin(tree, path, depth, slot)) break;
        }

        LowerRoot(tree);
    }

    /// <summary>Joins the pages under two neighbouring slots of the page above into the left one.</summary>
    private static bool TryJoin(Tree tree, TreePath path, int depth, int slot)
    {
        var parent = path[depth - 1].Page;
        if (slot < 0 || slot + 1 >= parent.Count) return false;
        if (tree.Cache.Peek(parent.ChildAt(slot)) is not { } left) return false;
        if (tree.Cache.Peek(parent.ChildAt(slot + 1)) is not { } right) return false;
        var high = HighFence(path, depth, slot + 1);
        Span<byte> joined = stackalloc byte[FormatLimits.PageSize];
        var low = left.Page.LowFence;
        Page.Make(joined, left.Page.Level, low, Tree.PrefixSize(low, high, high is not null));
        var target = new Page(joined);
        if (!TryAppendAll(target, left.Page) || !TryAppendAll(target, right.Page)) return false;
        if (target.UsedSize > JoinedSizeMax) return false;
        left = tree.Cache.MakeDirty(left);
        joined.CopyTo(left.Span);
        parent.SetChild(slot, left.Address);
        tree.Cache.Drop(right);
        parent.RemoveAt(slot + 1);
        return true;
    }

    private static bool TryAppendAll(Page target, Page source)
    {
        for (var slot = 0; slot < source.Count; slot++)
            if (!target.TryAppendFrom(source, slot)) return false;
        return true;
    }

    private static byte[]? HighFence(TreePath path, int depth, int slot)
    {
        var parent = path[depth - 1].Page;
        return slot + 1 < parent.Count ? parent.MakeKey(slot + 1) : path.HighFence(depth - 1);
    }

    /// <summary>A root that leads to one page only gives way to it.</summary>
    private static void LowerRoot(Tree tree)
    {
        while (tree.Cache.Peek(tree.Root) is { } root && root.Page is { Level: > 0, Count: 1 })
        {
            tree.SetRoot(root.Page.ChildAt(0));
            tree.Cache.Drop(root);
        }
    }
}

using System.Runtime.InteropServices;

using Basalt.Engine.Format;
using Basalt.Engine.Trees;
using Basalt.Runtime;

namespace Basalt.Engine.Layers;

/// <summary>Layers and their extents as the tree holds them. Each call is one attempt: see
/// <see cref="PageCache"/>.</summary>
internal sealed class LayerTable(Tree tree, TreeKeys keys)
{
    public bool TryFind(LayerId id, out LayerValueFormat layer)
    {
        var isFound = tree.TryFind(keys.Of(KeySpace.Layer, id), out var value);
        layer = isFound ? MemoryMarshal.Read<LayerValueFormat>(value) : default;
        return isFound;
    }

    public void Put(LayerId id, in LayerValueFormat layer)
    {
        var value = MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in layer, 1));
        var isDone = tree.TryPut(keys.Of(KeySpace.Layer, id), value);
        Invariant.Check(isDone);
    }

    public void Remove(LayerId id)
    {
        var isDone = tree.TryRemove(keys.Of(KeySpace.Layer, id));
        Invariant.Check(isDone);
    }

    /// <summary>Looks at the pages that changes of a layer will need; what is missing shows in the cache.</summary>
    public void Touch(LayerId id)
    {
        tree.TryFind(keys.Of(KeySpace.Layer, id), out _);
        tree.TryFind(keys.Of(KeySpace.OpenLayer, id), out _);
        tree.TryFind(keys.Of(KeySpace.DyingLayer, id), out _);
    }

    /// <summary>The same for one extent.</summary>
    public void TouchExtent(LayerId id, long firstBlock) => tree.TryFind(keys.OfExtent(id, firstBlock), out _);

    /// <summary>The extent that holds a block, with its checksums; false: none does, or a page is missing.</summary>
    public bool TryFindExtent(
        LayerId id, long block, out ExtentFormat extent, out ReadOnlySpan<uint> checksums)
    {
        extent = default;
        checksums = default;
        if (tree.SeekBelow(keys.OfExtent(id, block + 1), out var slot) is not { } leaf) return false;
        var page = leaf.Page;
        Span<byte> key = stackalloc byte[page.KeySizeAt(slot)];
        page.CopyKey(slot, key);
        if (!TreeKeys.IsOf(KeySpace.Extent, key) || TreeKeys.LayerOf(key) != id) return false;
        ReadOnlySpan<byte> value = page.ValueAt(slot);
        extent = MemoryMarshal.Read<ExtentFormat>(value);
        checksums = MemoryMarshal.Cast<byte, uint>(value[ExtentFormat.HeadSize..])[..extent.BlockCount];
        return block < extent.FirstBlock + extent.BlockCount;
    }

    /// <summary>Puts one extent as a record has it.</summary>
    public void PutExtent(LayerId id, ReadOnlySpan<byte> extent)
    {
        var head = MemoryMarshal.Read<ExtentFormat>(extent);
        var isDone = tree.TryPut(keys.OfExtent(id, head.FirstBlock), extent);
        Invariant.Check(isDone);
    }

    /// <summary>Marks a layer as one that has extents and no seal yet, or that is going.</summary>
    public bool TryMark(KeySpace space, LayerId id) => tree.TryPut(keys.Of(space, id), default);

    public bool TryUnmark(KeySpace space, LayerId id) => tree.TryRemove(keys.Of(space, id));

    /// <summary>The first layer above another with a mark; false: there is none, or a page is missing.</summary>
    public bool TryFindMarked(KeySpace space, LayerId after, out LayerId id)
    {
        id = default;
        var key = keys.Of(space, new LayerId(after.Value + 1)).ToArray();
        while (tree.Seek(key, out var slot) is { } leaf)
        {
            if (slot < leaf.Page.Count)
            {
                var found = leaf.Page.MakeKey(slot);
                if (!TreeKeys.IsOf(space, found)) return false;
                id = TreeKeys.LayerOf(found);
                return true;
            }

            if (tree.NextLeafKey() is not { } next) return false;
            key = next;
        }

        return false;
    }

    /// <summary>Takes the first extent of a layer out; false: there is none, or a page is missing.</summary>
    public bool TryTakeExtent(LayerId id, out ExtentFormat extent)
    {
        extent = default;
        if (tree.SeekBelow(keys.OfExtent(id, long.MaxValue), out var slot) is not { } leaf) return false;
        var page = leaf.Page;
        var key = page.MakeKey(slot);
        if (!TreeKeys.IsOf(KeySpace.Extent, key) || TreeKeys.LayerOf(key) != id) return false;
        extent = MemoryMarshal.Read<ExtentFormat>(page.ValueAt(slot));

        // The way to it is here, since it was just found.
        var isDone = tree.TryRemove(key);
        Invariant.Check(isDone);
        return true;
    }
}

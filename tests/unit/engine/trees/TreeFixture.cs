using Basalt.Device;
using Basalt.Engine;
using Basalt.Engine.Format;
using Basalt.Engine.Log;
using Basalt.Engine.Trees;
using Basalt.Runtime;
using Basalt.Runtime.Simulation;

namespace Basalt.Tests.Unit.Engine.Trees;

/// <summary>A tree over a cache, without a pool around it: every page is dirty and here.</summary>
internal sealed class TreeFixture : IDisposable
{
    private const int SegmentCount = 64;

    private readonly PoolCore _core;

    public TreeFixture()
    {
        var options = new PoolOptions { SegmentSize = FormatLimits.SegmentSizeMin };
        var blocks = options.SegmentSize / FormatLimits.BlockSize;
        var device = new MemoryDevice(SegmentCount * blocks);
        var superblock = new SuperblockFormat { SegmentSize = options.SegmentSize, Epoch = 1 };
        _core = new PoolCore(device, new SimulatedShard("tree", new SimulatedScheduler(1)), options, superblock);
        var segments = new SegmentTable(SegmentCount);
        segments.Load(default);
        Cache = new PageCache(_core, segments);
        Tree = new Tree(Cache);
    }

    public PageCache Cache { get; }

    public Tree Tree { get; }

    public void Dispose()
    {
        Cache.Dispose();
        _core.Dispose();
    }

    /// <summary>All keys in order, leaf by leaf, with the length of their values.</summary>
    public List<(byte[] Key, int Size)> Keys()
    {
        var keys = new List<(byte[] Key, int Size)>();
        for (byte[]? key = []; key is not null; key = Tree.NextLeafKey())
        {
            if (Tree.Seek(key, out var slot) is not { } leaf) break;
            for (; slot < leaf.Page.Count; slot++)
                keys.Add((leaf.Page.MakeKey(slot), leaf.Page.ValueAt(slot).Length));
        }

        return keys;
    }

    /// <summary>All keys from the last to the first.</summary>
    public List<byte[]> KeysDown()
    {
        var keys = new List<byte[]>();
        byte[] key = [0xFF, 0xFF];
        while (Tree.SeekBelow(key, out var slot) is { } leaf)
        {
            for (; slot >= 0; slot--) keys.Add(leaf.Page.MakeKey(slot));
            key = leaf.Page.LowFence.ToArray();
        }

        return keys;
    }

    /// <summary>Pages that the tree reaches.</summary>
    public int CountPages() => Tree.Root == 0 ? 0 : CountPages(Tree.Root);

    private int CountPages(ulong address)
    {
        var page = Cache.Peek(address)!.Page;
        if (page.Level == 0) return 1;
        var count = 1;
        for (var slot = 0; slot < page.Count; slot++) count += CountPages(page.ChildAt(slot));
        return count;
    }
}

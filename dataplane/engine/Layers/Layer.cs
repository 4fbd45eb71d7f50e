using Basalt.Runtime;

namespace Basalt.Engine.Layers;

/// <summary>One layer in memory: being written, or sealed. The shard alone changes it; a sealed one's extents never
/// change.</summary>
internal sealed class Layer(LayerId id)
{
    private readonly List<Extent> _extents = [];
    private Extent[]? _sealedExtents;

    public LayerId Id { get; } = id;

    /// <summary>Bytes; known once finished.</summary>
    public long Size { get; private set; } = -1;

    /// <summary>Every byte is durable; only the seal is missing.</summary>
    public bool IsFinished => Size >= 0;

    /// <summary>A group under way holds its seal: its writer's end changes nothing.</summary>
    public bool IsSealing { get; set; }

    /// <summary>Its writer has ended; without a seal to come the space goes back.</summary>
    public bool IsAbandoned { get; set; }

    public bool IsReleased { get; set; }

    /// <summary>Open readers.</summary>
    public int ReaderCount { get; set; }

    /// <summary>Version and segment of the seal's record.</summary>
    public ulong SealVersion { get; set; }

    public int SealSegment { get; set; }

    /// <summary>In order of blocks, once sealed.</summary>
    public Extent[] Extents => _sealedExtents ??= Order();

    public void Add(Extent extent)
    {
        Invariant.Check(_sealedExtents is null);
        _extents.Add(extent);
    }

    public void Finish(long size) => Size = size;

    /// <summary>The extent that holds a block; -1 if none does.</summary>
    public int Find(long block)
    {
        int low = 0, high = Extents.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var extent = Extents[middle];
            if (block < extent.FirstBlock) high = middle - 1;
            else if (block >= extent.FirstBlock + extent.BlockCount) low = middle + 1;
            else return middle;
        }

        return -1;
    }

    /// <summary>Whether the extents cover every block without a gap.</summary>
    public bool IsWhole()
    {
        var next = 0L;
        foreach (var extent in Extents)
        {
            if (extent.FirstBlock != next) return false;
            next += extent.BlockCount;
        }

        return next == (Size + Format.FormatLimits.BlockSize - 1) / Format.FormatLimits.BlockSize;
    }

    private Extent[] Order()
    {
        _extents.Sort(static (a, b) => a.FirstBlock.CompareTo(b.FirstBlock));
        return [.. _extents];
    }
}

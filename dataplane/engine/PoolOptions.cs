using Basalt.Engine.Format;

namespace Basalt.Engine;

/// <summary>How a pool is opened, and the bounds of what it keeps in memory.</summary>
public sealed record PoolOptions
{
    /// <summary>Bytes of a segment of a new pool: a power of two. An existing pool keeps its own.</summary>
    public int SegmentSize { get; init; } = FormatLimits.SegmentSizeDefault;

    /// <summary>The identity of a pool that is made anew, drawn by whoever composes the node so that no two pools share
    /// one; zero: of the shard's random, which is as unique as its seed.</summary>
    public UInt128 NewPoolId { get; init; }

    /// <summary>Bytes of hot records kept in memory.</summary>
    public long HotNamesSizeMax { get; init; } = 24L * 1024 * 1024;

    /// <summary>Bytes of tree pages kept in memory; memory for them is taken as it is needed.</summary>
    public long PageCacheSizeMax { get; init; } = 96L * 1024 * 1024;

    /// <summary>Bytes of log at which a checkpoint begins; a recovery replays at most twice as much and a
    /// group.</summary>
    public long LogTailSizeMax { get; init; } = 64L * 1024 * 1024;

    /// <summary>Buffers of about 1 MiB for layers being written, by all writers together.</summary>
    public int BulkBufferCountMax { get; init; } = 48;

    /// <summary>Buffers of 260 KiB for reads under way.</summary>
    public int ReadBufferCountMax { get; init; } = 32;

    /// <summary>Commits waiting for their group; the next is answered <see cref="PoolOutcome.Busy"/>.</summary>
    public int CommitQueueLengthMax { get; init; } = 8192;

    /// <summary>Write metadata segments full of zeros before use, so that a flush need not commit file
    /// extents.</summary>
    public bool IsZeroedAhead { get; init; } = true;

    /// <summary>Told of what an operator should know: a bad block by name, a pool that stopped. Any thread; must not
    /// throw.</summary>
    public Action<string> Report { get; init; } = static _ => { };

    /// <summary>Bytes below which a device is no new pool.</summary>
    public long SizeMin => (long)PoolLimits.SegmentCountMin * SegmentSize;

    internal int PageCountMax
        => (int)Math.Clamp(PageCacheSizeMax / FormatLimits.PageSize, PoolLimits.PageCountMin, int.MaxValue / 2);

    /// <summary>Mutations for the simulation, to prove that it would see the mistake.</summary>
    internal EngineFault Fault { get; init; }
}

using Basalt.Device;
using Basalt.Engine.Format;
using Basalt.Runtime;
using Basalt.Runtime.Buffers;

namespace Basalt.Engine.Log;

/// <summary>What every part of an open pool shares: its identity, its device, its buffers and its state of
/// health.</summary>
internal sealed class PoolCore : IDisposable
{
    /// <summary>Blocks of payload in a bulk batch: 16 of these with their headers fill a segment of 16 MiB.</summary>
    public const int BulkPayloadBlockCountMax = 254;

    /// <summary>Blocks of a metadata batch with its header.</summary>
    private const int CommitBlockCountMax = 512;

    private const int CommitBufferCountMax = 4;
    private const int ReadBlockCountMax = 65;
    private const int SmallBufferCountMax = 64;

    /// <summary>Tree pages that a checkpoint writes at once, and writes under way.</summary>
    private const int PagesPerWrite = 32;

    private const int PageBufferCountMax = 4;

    private ulong _version;
    private ulong _layer;
    private uint _segment;
    private int _callCount;
    private TaskCompletionSource? _quiet;

    public PoolCore(IBlockDevice device, Shard shard, PoolOptions options, in SuperblockFormat superblock)
    {
        Device = device;
        Shard = shard;
        Options = options;
        PoolId = superblock.PoolId;
        Epoch = superblock.Epoch;
        Superblock = superblock;
        SegmentBlockCount = (int)(superblock.SegmentSize / FormatLimits.BlockSize);
        BulkPayloadBlockCount = Math.Min(BulkPayloadBlockCountMax, SegmentBlockCount / 4);
        Flusher = new Flusher(this);
        Commits = Pool("commit", Math.Min(CommitBlockCountMax, SegmentBlockCount / 2), CommitBufferCountMax);
        Bulk = Pool("bulk", BulkPayloadBlockCount + 1, options.BulkBufferCountMax);
        Reads = Pool("read", ReadBlockCountMax, options.ReadBufferCountMax);
        Blocks = Pool("block", 1, SmallBufferCountMax);
        Pages = Pool("page", PagesPerWrite * FormatLimits.PageBlockCount, PageBufferCountMax);
    }

    public IBlockDevice Device { get; }

    public Shard Shard { get; }

    public PoolOptions Options { get; }

    public UInt128 PoolId { get; }

    public uint Epoch { get; }

    public int SegmentBlockCount { get; }

    public int PagesPerSegment => (SegmentBlockCount - 1) / FormatLimits.PageBlockCount;

    public int BulkPayloadBlockCount { get; }

    /// <summary>Bytes of the largest value: all of it fits well into a segment.</summary>
    public int ValueSizeMax => Math.Min(PoolLimits.ValueSizeMax, SegmentBlockCount / 4 * FormatLimits.BlockSize);

    public Flusher Flusher { get; }

    public AlignedBufferPool Commits { get; }

    public AlignedBufferPool Bulk { get; }

    public AlignedBufferPool Reads { get; }

    public AlignedBufferPool Blocks { get; }

    public AlignedBufferPool Pages { get; }

    /// <summary>The newest that is durable.</summary>
    public SuperblockFormat Superblock { get; set; }

    /// <summary>Nothing more can be made durable: a write or flush failed, and what is on the device is no longer
    /// known.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>The pool is closed or closing: no message comes through any more. Any thread.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Nothing begins any more: memory and device are about to go. On the shard.</summary>
    public bool IsStopped { get; private set; }

    public long FirstBlockOf(int segment) => (long)segment * SegmentBlockCount;

    public ulong NextVersion() => ((ulong)Epoch << 40) | ++_version;

    /// <summary>Any thread.</summary>
    public LayerId NextLayer() => new(((ulong)Epoch << 40) | Interlocked.Increment(ref _layer));

    public ulong NextSegmentSequence() => ((ulong)Epoch << 32) | ++_segment;

    public ulong FirstBatchOfEpoch => ((ulong)Epoch << 40) | 1;

    /// <summary>A call begins that uses the pool's memory; false: it must not. On the shard.</summary>
    public bool TryBegin()
    {
        if (IsStopped) return false;
        _callCount++;
        return true;
    }

    /// <summary>A call that began has ended. On the shard.</summary>
    public void End()
    {
        _callCount--;
        if (_callCount == 0) _quiet?.TrySetResult();
    }

    /// <summary>Lets nothing begin any more and waits for what has. On the shard.</summary>
    public Task StopAsync()
    {
        IsStopped = true;
        if (_callCount == 0) return Task.CompletedTask;
        _quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _quiet.Task;
    }

    /// <summary>Stops all further commits; what was acknowledged is on the device and comes back at the next
    /// opening.</summary>
    public void FailPool(string what)
    {
        if (HasFailed) return;
        HasFailed = true;
        Options.Report($"{Device.Name}: {what}; the pool takes no more changes until it is opened again");
    }

    /// <summary>Writes one block that is made here, from a pooled buffer.</summary>
    public async ValueTask<DeviceOutcome> WriteBlockAsync<TState>(
        long block, TState state, Action<Memory<byte>, TState> fill)
    {
        var buffer = await Blocks.RentAsync(CancellationToken.None);
        fill(buffer.Memory, state);
        var outcome = await Device.WriteAsync(block, buffer.Memory);
        Blocks.Return(buffer);
        return outcome;
    }

    public void Dispose()
    {
        Commits.Dispose();
        Bulk.Dispose();
        Reads.Dispose();
        Blocks.Dispose();
        Pages.Dispose();
    }

    /// <summary>Frees what is held, too: nobody is left to give it back. Simulations alone.</summary>
    public void Abandon()
    {
        Commits.Abandon();
        Bulk.Abandon();
        Reads.Abandon();
        Blocks.Abandon();
        Pages.Abandon();
    }

    private static AlignedBufferPool Pool(string name, int blocks, int count)
        => new(name, blocks * FormatLimits.BlockSize, count);
}

using Basalt.Runtime;
using Basalt.Runtime.Buffers;

namespace Basalt.Transport.Pipes;

/// <summary>The blocks and segments that the connections of one listener share. On its shard alone.</summary>
internal sealed class PipeBuffers : IDisposable
{
    /// <summary>A block for sending, and for receiving where the kernel does not choose the buffer.</summary>
    public const int BlockSize = 16 * 1024;

    /// <summary>A block for what a waiting reader has left unconsumed.</summary>
    public const int HeldBlockSize = 4 * 1024;

    /// <summary>Segments kept for use again; more are made and dropped.</summary>
    public const int SegmentCountMax = 16 * 1024;

    private readonly AlignedBufferPool _blocks;
    private readonly AlignedBufferPool _held;
    private readonly Stack<PipeSegment> _segments = new();
    private readonly TransportCounters _counters;
    private readonly int _scarceSize;
    private int _takenCount;

    public PipeBuffers(TransportLimits limits, TransportCounters counters)
    {
        _counters = counters;
        _scarceSize = limits.ScarceSize;
        var count = (int)Math.Max(1, limits.SharedSendSize / BlockSize);
        _blocks = new AlignedBufferPool("transport", BlockSize, count);
        _held = new AlignedBufferPool("transport held", HeldBlockSize, count);
    }

    /// <summary>Whether the blocks for sending and receiving are all in use.</summary>
    public bool IsScarce => _takenCount >= _blocks.CountMax;

    /// <summary>A pipe's threshold: lower while memory is scarce.</summary>
    public int Threshold(int size) => IsScarce ? Math.Min(size, _scarceSize) : size;

    /// <summary>A segment over a block of its own. When the pool is out the heap gives it: what a connection may hold
    /// is bounded by its thresholds.</summary>
    public PipeSegment RentBlock(int size)
    {
        _counters.CountBlocks(1);
        var pool = size <= HeldBlockSize ? _held : _blocks;
        var segment = RentSegment();
        if (size <= pool.BufferSize && pool.TryRent() is { } block)
        {
            segment.SetBlock(block, pool);
            if (pool == _blocks) _takenCount++;
            return segment;
        }

        _counters.CountHeapBlock();
        segment.SetBlock(AlignedBuffer.Allocate(RoundUp(size)), null);
        return segment;
    }

    /// <summary>The same bytes in a block of their own; what was lent goes back.</summary>
    public PipeSegment Keep(PipeSegment lent)
    {
        var kept = RentBlock(lent.Memory.Length <= HeldBlockSize ? HeldBlockSize : lent.Memory.Length);
        lent.Memory.CopyTo(kept.Free);
        kept.Grow(lent.Memory.Length);
        Return(lent);
        return kept;
    }

    /// <summary>A segment over memory that somebody lends.</summary>
    public PipeSegment Wrap(ReadOnlyMemory<byte> memory, IBufferLender? lender, int index)
    {
        var segment = RentSegment();
        segment.SetLent(memory, lender, index);
        return segment;
    }

    /// <summary>Takes a segment back, exactly once: a second time it would be two connections'.</summary>
    public void Return(PipeSegment segment)
    {
        Invariant.Check(segment.IsInUse);
        segment.Lender?.TakeBack(segment.LenderIndex);
        if (segment.Block is { } block)
        {
            _counters.CountBlocks(-1);
            if (segment.Pool == _blocks) _takenCount--;
            if (segment.Pool is { } pool) pool.Return(block);
            else block.Free();
        }

        segment.Reset();
        if (_segments.Count < SegmentCountMax) _segments.Push(segment);
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _held.Dispose();
    }

    private static int RoundUp(int size) => (size + AlignedBuffer.Alignment - 1) & -AlignedBuffer.Alignment;

    private PipeSegment RentSegment() => _segments.TryPop(out var segment) ? segment : new PipeSegment();
}

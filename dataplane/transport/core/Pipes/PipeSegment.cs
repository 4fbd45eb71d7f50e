using System.Buffers;

using Basalt.Runtime.Buffers;

namespace Basalt.Transport.Pipes;

/// <summary>A stretch of memory in a pipe and who gets it back. Pooled by <see cref="PipeBuffers"/>.</summary>
internal sealed class PipeSegment : ReadOnlySequenceSegment<byte>
{
    /// <summary>An own block, or null: then <see cref="Lender"/> lent the memory, or the caller of
    /// WriteAsync.</summary>
    public AlignedBuffer? Block { get; private set; }

    /// <summary>Whose the block is; null if the heap gave it.</summary>
    public AlignedBufferPool? Pool { get; private set; }

    public IBufferLender? Lender { get; private set; }

    /// <summary>The lender's own number for the memory.</summary>
    public int LenderIndex { get; private set; }

    /// <summary>Whether it is in a pipe, not in the pool.</summary>
    public bool IsInUse { get; private set; }

    public PipeSegment? Following => (PipeSegment?)Next;

    public int FreeSize => Block is null ? 0 : Block.Size - Memory.Length;

    public void SetBlock(AlignedBuffer block, AlignedBufferPool? pool)
    {
        Block = block;
        Pool = pool;
        Memory = block.Memory[..0];
        IsInUse = true;
    }

    public void SetLent(ReadOnlyMemory<byte> memory, IBufferLender? lender, int index)
    {
        Memory = memory;
        Lender = lender;
        LenderIndex = index;
        IsInUse = true;
    }

    /// <summary>What of the block is not in use.</summary>
    public Memory<byte> Free => Block!.Memory[Memory.Length..];

    /// <summary>More of the block is in use. Nobody may hold a sequence over this segment.</summary>
    public void Grow(int size) => Memory = Block!.Memory[..(Memory.Length + size)];

    public void Append(PipeSegment segment)
    {
        segment.RunningIndex = RunningIndex + Memory.Length;
        Next = segment;
    }

    /// <summary>Nothing comes after it any more.</summary>
    public void End() => Next = null;

    public void Reset()
    {
        Block = null;
        Pool = null;
        Lender = null;
        Memory = default;
        Next = null;
        RunningIndex = 0;
        IsInUse = false;
    }
}

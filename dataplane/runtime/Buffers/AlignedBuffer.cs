using System.Buffers;

namespace Basalt.Runtime.Buffers;

/// <summary>Native memory that a device can read and write directly: its address is a multiple of 4,096.</summary>
/// <remarks>Rented from a pool and returned once, by whoever holds it last. Its content is whatever was
/// there.</remarks>
public sealed unsafe class AlignedBuffer : MemoryManager<byte>
{
    public const int Alignment = 4096;

    private byte* _address;

    internal AlignedBuffer(AlignedBufferPool? owner, AlignedSlab slab, nuint offset, int size)
    {
        Owner = owner;
        Slab = slab;
        Size = size;

        // SAFETY: whoever cuts a slab keeps offset and size inside it.
        _address = slab.Address + offset;
    }

    public int Size { get; }

    internal AlignedBufferPool? Owner { get; }

    /// <summary>The memory it is a part of.</summary>
    internal AlignedSlab Slab { get; }

    internal bool IsRented { get; set; }

    /// <summary>A buffer of nobody's pool; its maker disposes it.</summary>
    public static AlignedBuffer Allocate(int size)
        => new(null, new AlignedSlab((nuint)size, bufferCount: 1, isPooled: false), 0, size);

    // SAFETY: the memory lives until Dispose, and the pool disposes only what was returned to it.
    public override Span<byte> GetSpan() => new(_address, Size);

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)Size);

        // SAFETY: native memory does not move, so there is nothing to pin; the index was checked.
        return new MemoryHandle(_address + elementIndex);
    }

    public override void Unpin()
    {
    }

    public void Free() => ((IDisposable)this).Dispose();

    protected override void Dispose(bool disposing)
    {
        if (_address is null) return;
        _address = null;
        Slab.ReleaseOne();
    }
}

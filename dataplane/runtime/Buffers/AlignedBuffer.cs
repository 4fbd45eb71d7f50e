using System.Buffers;
using System.Runtime.InteropServices;

namespace Basalt.Runtime.Buffers;

/// <summary>Native memory that a device can read and write directly: its address is a multiple of 4,096.</summary>
/// <remarks>Rented from a pool and returned once, by whoever holds it last. Its content is whatever was
/// there.</remarks>
public sealed unsafe class AlignedBuffer : MemoryManager<byte>
{
    public const int Alignment = 4096;

    private byte* _address;

    internal AlignedBuffer(AlignedBufferPool? owner, int size)
    {
        Owner = owner;
        Size = size;
        _address = (byte*)NativeMemory.AlignedAlloc((nuint)size, Alignment);
    }

    public int Size { get; }

    internal AlignedBufferPool? Owner { get; }

    internal bool IsRented { get; set; }

    /// <summary>A buffer of nobody's pool; its maker disposes it.</summary>
    public static AlignedBuffer Allocate(int size) => new(null, size);

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
        NativeMemory.AlignedFree(_address);
        _address = null;
    }
}

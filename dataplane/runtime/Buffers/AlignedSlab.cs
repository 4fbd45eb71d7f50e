using System.Runtime.InteropServices;

namespace Basalt.Runtime.Buffers;

/// <summary>Native memory for one or several aligned buffers; freed with the last of them.</summary>
internal sealed unsafe class AlignedSlab
{
    private int _bufferCount;
    private object? _ringOwner;
    private volatile bool _isFreed;

    public AlignedSlab(nuint size, int bufferCount, bool isPooled)
    {
        Size = size;
        IsPooled = isPooled;
        _bufferCount = bufferCount;

        // SAFETY: whoever cuts it into buffers frees it with the last, by ReleaseOne.
        Address = (byte*)NativeMemory.AlignedAlloc(size, AlignedBuffer.Alignment);
    }

    public byte* Address { get; }

    public nuint Size { get; }

    /// <summary>Its buffers come again and again, so that it pays to register it with a ring.</summary>
    public bool IsPooled { get; }

    public bool IsFreed => _isFreed;

    /// <summary>The one table of registered buffers that has this slab; null if none.</summary>
    public object? RingOwner => Volatile.Read(ref _ringOwner);

    /// <summary>Its place there; for the owner alone.</summary>
    public int RingPlace { get; set; }

    /// <summary>Makes a table the owner, if there is none: shards may see a slab at the same time.</summary>
    public bool TryOwn(object table) => Interlocked.CompareExchange(ref _ringOwner, table, null) is null;

    public void Disown(object table) => Interlocked.CompareExchange(ref _ringOwner, null, table);

    public void ReleaseOne()
    {
        if (Interlocked.Decrement(ref _bufferCount) > 0) return;
        _isFreed = true;
        NativeMemory.AlignedFree(Address);
    }
}

namespace Basalt.Runtime.Rings;

/// <summary>One buffer of a <see cref="ProvidedBufferRing"/>: the kernel's, or from taking it until its return a
/// reader's.</summary>
public sealed class ProvidedBuffer
{
    private readonly ProvidedBufferRing _ring;

    internal ProvidedBuffer(ProvidedBufferRing ring, ushort id, Memory<byte> memory)
    {
        _ring = ring;
        Id = id;
        Memory = memory;
    }

    public ushort Id { get; }

    /// <summary>All of it; a completion's result says how much is filled.</summary>
    public Memory<byte> Memory { get; }

    internal bool IsTaken { get; set; }

    /// <summary>Gives it back to the kernel; exactly once, on the ring's shard.</summary>
    public void Return() => _ring.Return(this);
}

using System.Numerics;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;

namespace Basalt.Runtime.Rings;

/// <content>Rings of provided buffers.</content>
public sealed partial class RingDriver
{
    private readonly ProvidedBufferRing?[] _bufferRings = new ProvidedBufferRing?[RingLimits.BufferRingCountMax];
    private int _bufferRingCount;

    /// <summary>Makes a ring of provided buffers; it ends with this driver.</summary>
    /// <param name="count">Buffers: a power of two.</param>
    /// <param name="size">Bytes of each.</param>
    /// <exception cref="LinuxException">The kernel has none (it is older than 5.19).</exception>
    public ProvidedBufferRing CreateBufferRing(int count, int size)
    {
        Invariant.Check(BitOperations.IsPow2(count));
        Invariant.Check(count <= RingLimits.ProvidedBufferCountMax);
        Invariant.Check(_bufferRingCount < RingLimits.BufferRingCountMax);
        if (!Capabilities.HasFlag(IoUringCapabilities.BufferRings))
            throw new LinuxException("registering a ring of buffers", Errno.ENOSYS);
        var ring = new ProvidedBufferRing(this, (ushort)_bufferRingCount, count, size);
        if (ring.TryRegister() is var error && error != Errno.None)
        {
            ring.Free();
            throw new LinuxException("registering a ring of buffers", error);
        }

        _bufferRings[_bufferRingCount++] = ring;
        return ring;
    }
}

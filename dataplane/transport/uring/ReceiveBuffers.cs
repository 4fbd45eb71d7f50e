using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;
using Basalt.Transport.Pipes;

namespace Basalt.Transport.Uring;

/// <summary>The provided buffers of a shard, lent to its connections' pipes until they are consumed.</summary>
internal sealed class ReceiveBuffers(RingDriver driver) : IBufferLender
{
    private readonly ProvidedBufferRing _ring = driver.CreateBufferRing(
        UringTransportLimits.ReceiveBufferCount, UringTransportLimits.ReceiveBufferSize);

    private readonly ProvidedBuffer?[] _lent = new ProvidedBuffer?[UringTransportLimits.ReceiveBufferCount];

    /// <summary>Buffers that readers hold.</summary>
    public int LentCount => _ring.Count - _ring.FreeCount;

    /// <summary>Whether so few are left that only who waits for bytes may hold one: others would keep them from all
    /// connections of the shard for as long as they like.</summary>
    public bool IsScarce => _ring.FreeCount < UringTransportLimits.ReceiveBufferScarceCount;

    /// <summary>Makes an entry one that takes its buffer from here.</summary>
    public void Aim(ref IoUringSubmission entry) => _ring.Aim(ref entry);

    /// <summary>What a completion brought, as a segment for a pipe.</summary>
    public PipeSegment Take(in RingCompletion completion, PipeBuffers buffers)
    {
        var buffer = _ring.Take(completion);
        _lent[buffer.Id] = buffer;
        return buffers.Wrap(buffer.Memory[..Math.Max(completion.Result, 0)], this, buffer.Id);
    }

    public void TakeBack(int index) => _lent[index]!.Return();

    /// <summary>For a receive that found none: goes on when one is back.</summary>
    public void SubmitWhenFree(RingOperation operation) => _ring.SubmitWhenFree(operation);
}

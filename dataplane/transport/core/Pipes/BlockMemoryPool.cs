using System.Buffers;

using Basalt.Runtime.Buffers;

namespace Basalt.Transport.Pipes;

/// <summary>Blocks for code that knows memory pools only. Any thread. When all are out the heap gives
/// more.</summary>
internal sealed class BlockMemoryPool(TransportLimits limits, TransportCounters counters) : MemoryPool<byte>
{
    private readonly AlignedBufferPool _blocks = new(
        "transport memory", PipeBuffers.BlockSize, (int)Math.Max(1, limits.SharedSendSize / PipeBuffers.BlockSize));

    public override int MaxBufferSize => PipeBuffers.BlockSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, MaxBufferSize);
        counters.CountSecretBlocks(1);
        return _blocks.TryRent() is { } block
            ? new Lease(this, block, _blocks)
            : new Lease(this, AlignedBuffer.Allocate(PipeBuffers.BlockSize), null);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _blocks.Dispose();
    }

    private void Return(AlignedBuffer block, AlignedBufferPool? pool)
    {
        counters.CountSecretBlocks(-1);
        if (pool is null) block.Free();
        else pool.Return(block);
    }

    private sealed class Lease(BlockMemoryPool owner, AlignedBuffer block, AlignedBufferPool? pool)
        : IMemoryOwner<byte>
    {
        private AlignedBuffer? _block = block;

        public Memory<byte> Memory => _block!.Memory;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _block, null) is { } returned) owner.Return(returned, pool);
        }
    }
}

namespace Basalt.Device;

/// <summary>A device in memory, for tests and simulations: sparse, forgets all when it goes.</summary>
public sealed class MemoryDevice(long blockCount) : IBlockDevice
{
    private const int ChunkBlockCount = 64;
    private const int ChunkSize = ChunkBlockCount * IBlockDevice.BlockSize;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, byte[]> _chunks = [];

    public long BlockCount { get; } = blockCount;

    public string Name => "memory";

    public ValueTask<DeviceOutcome> ReadAsync(long block, Memory<byte> target)
    {
        DeviceRange.Check(this, block, target.Length);
        lock (_lock)
        {
            foreach (var (chunk, offset, part) in Parts(block, target.Length))
            {
                var span = target.Span.Slice(part.Start.Value, part.End.Value - part.Start.Value);
                if (_chunks.TryGetValue(chunk, out var bytes)) bytes.AsSpan(offset, span.Length).CopyTo(span);
                else span.Clear();
            }
        }

        return new ValueTask<DeviceOutcome>(DeviceOutcome.Done);
    }

    public ValueTask<DeviceOutcome> WriteAsync(long block, ReadOnlyMemory<byte> source)
    {
        DeviceRange.Check(this, block, source.Length);
        lock (_lock)
        {
            foreach (var (chunk, offset, part) in Parts(block, source.Length))
            {
                if (!_chunks.TryGetValue(chunk, out var bytes)) _chunks[chunk] = bytes = new byte[ChunkSize];
                source.Span[part].CopyTo(bytes.AsSpan(offset));
            }
        }

        return new ValueTask<DeviceOutcome>(DeviceOutcome.Done);
    }

    public ValueTask<DeviceOutcome> FlushAsync() => new(DeviceOutcome.Done);

    public ValueTask<DeviceOutcome> AllocateAsync(long block, long count, bool mayUseHostReserve = false)
    {
        DeviceRange.CheckBlocks(this, block, count);
        return new ValueTask<DeviceOutcome>(DeviceOutcome.Done);
    }

    /// <summary>Forgets whole chunks; the ragged ends keep what they had, as the contract allows.</summary>
    public ValueTask<DeviceOutcome> DiscardAsync(long block, long count)
    {
        DeviceRange.CheckBlocks(this, block, count);
        lock (_lock)
        {
            var first = (block + ChunkBlockCount - 1) / ChunkBlockCount;
            var end = (block + count) / ChunkBlockCount;
            for (var chunk = first; chunk < end; chunk++) _chunks.Remove(chunk);
        }

        return new ValueTask<DeviceOutcome>(DeviceOutcome.Done);
    }

    /// <summary>Flips one bit where it lies, as a failing medium would.</summary>
    public void FlipBit(long block, int bit)
    {
        lock (_lock)
        {
            if (!_chunks.TryGetValue(block / ChunkBlockCount, out var bytes)) return;
            var offset = (int)(block % ChunkBlockCount * IBlockDevice.BlockSize) + (bit / 8);
            bytes[offset] ^= (byte)(1 << (bit % 8));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IEnumerable<(long Chunk, int Offset, Range Part)> Parts(long block, int size)
    {
        var position = block * IBlockDevice.BlockSize;
        for (var done = 0; done < size;)
        {
            var offset = (int)(position % ChunkSize);
            var length = Math.Min(ChunkSize - offset, size - done);
            yield return (position / ChunkSize, offset, done..(done + length));
            done += length;
            position += length;
        }
    }
}

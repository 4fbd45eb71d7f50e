namespace Basalt.Device;

/// <summary>
/// Blocks of 4,096 bytes on something that keeps them. Called on the shard that owns the device; completions come back
/// there. Operations on different blocks may run at the same time and end in any order; overlapping ones are the
/// caller's mistake.
/// </summary>
/// <remarks>
/// A write is durable once a flush that began after the write's end has ended. What is submitted in one turn of the
/// shard
/// goes down as one batch. Memory is the device's until the operation has ended; its address and size are multiples of
/// the block.
/// </remarks>
public interface IBlockDevice : IAsyncDisposable
{
    /// <summary>Bytes of a block.</summary>
    const int BlockSize = 4096;

    /// <summary>Blocks the device may hold. A sparse device can run out of space before.</summary>
    long BlockCount { get; }

    /// <summary>A name for messages to the operator.</summary>
    string Name { get; }

    ValueTask<DeviceOutcome> ReadAsync(long block, Memory<byte> target);

    ValueTask<DeviceOutcome> WriteAsync(long block, ReadOnlyMemory<byte> source);

    /// <summary>Makes every write that has ended durable.</summary>
    ValueTask<DeviceOutcome> FlushAsync();

    /// <summary>Reserves room, so that later writes there cannot lack space.</summary>
    /// <param name="block">First block.</param>
    /// <param name="count">Blocks.</param>
    /// <param name="mayUseHostReserve">Whether it may take what the host's file system keeps free: for what makes room
    /// in the end.</param>
    ValueTask<DeviceOutcome> AllocateAsync(long block, long count, bool mayUseHostReserve = false);

    /// <summary>Gives room back. Reads there give zeros or what was there before, until it is written again.</summary>
    ValueTask<DeviceOutcome> DiscardAsync(long block, long count);
}

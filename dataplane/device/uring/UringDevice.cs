using Basalt.Interop.Linux.Uring;

using static Tmds.Linux.LibC;

namespace Basalt.Device.Uring;

/// <summary>A pool file, or a raw block device, through its shard's ring. Used on that shard alone.</summary>
public sealed class UringDevice(UringDriver driver, FileLease file) : IBlockDevice
{
    private readonly int _descriptor = (int)file.Handle.DangerousGetHandle();

    public long BlockCount => file.Size / IBlockDevice.BlockSize;

    public string Name => file.Path;

    public ValueTask<DeviceOutcome> ReadAsync(long block, Memory<byte> target)
    {
        DeviceRange.Check(this, block, target.Length);
        return Transfer(IoUringOpcode.Read, block, target);
    }

    public ValueTask<DeviceOutcome> WriteAsync(long block, ReadOnlyMemory<byte> source)
    {
        DeviceRange.Check(this, block, source.Length);
        return Transfer(IoUringOpcode.Write, block, source);
    }

    public ValueTask<DeviceOutcome> FlushAsync()
    {
        var operation = driver.Rent();
        operation.SetFlush(_descriptor);
        return Submit(operation);
    }

    public ValueTask<DeviceOutcome> AllocateAsync(long block, long count, bool mayUseHostReserve = false)
    {
        DeviceRange.CheckBlocks(this, block, count);
        return mayUseHostReserve || file.IsRoomFor(count * IBlockDevice.BlockSize)
            ? SubmitAllocation(block, count, FALLOC_FL_KEEP_SIZE)
            : new ValueTask<DeviceOutcome>(DeviceOutcome.OutOfSpace);
    }

    public ValueTask<DeviceOutcome> DiscardAsync(long block, long count)
    {
        DeviceRange.CheckBlocks(this, block, count);
        return SubmitAllocation(block, count, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE);
    }

    /// <summary>Closes the file and gives its lock up. Nothing may be under way.</summary>
    public ValueTask DisposeAsync()
    {
        file.Dispose();
        return ValueTask.CompletedTask;
    }

    private ValueTask<DeviceOutcome> SubmitAllocation(long block, long count, int mode)
    {
        var operation = driver.Rent();
        operation.SetAllocation(_descriptor, block * IBlockDevice.BlockSize, count * IBlockDevice.BlockSize, mode);
        return Submit(operation);
    }

    private ValueTask<DeviceOutcome> Transfer(IoUringOpcode opcode, long block, ReadOnlyMemory<byte> memory)
    {
        var operation = driver.Rent();
        operation.SetTransfer(opcode, _descriptor, block * IBlockDevice.BlockSize, memory.Pin(), memory.Length);
        return Submit(operation);
    }

    private ValueTask<DeviceOutcome> Submit(UringOperation operation)
    {
        driver.Submit(operation);
        return operation.Outcome;
    }
}

using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

using static Tmds.Linux.LibC;

namespace Basalt.Device.Uring;

/// <summary>A pool file, or a raw block device, through its shard's ring. Used on that shard alone.</summary>
/// <remarks>The file is registered with the ring, and so are the slabs of the pools that its buffers come from, each
/// when it is first seen.</remarks>
public sealed class UringDevice : IBlockDevice
{
    private readonly RingDriver _driver;
    private readonly FileLease _lease;
    private readonly Stack<UringOperation> _operations = new();
    private RingFile? _file;

    public UringDevice(RingDriver driver, FileLease lease)
    {
        _driver = driver;
        _lease = lease;
    }

    public long BlockCount => _lease.Size / IBlockDevice.BlockSize;

    public string Name => _lease.Path;

    /// <summary>Registered with the first operation, since it takes the shard's thread.</summary>
    internal RingFile File => _file ??= _driver.RegisterFile(_lease.Handle);

    public ValueTask<DeviceOutcome> ReadAsync(long block, Memory<byte> target)
    {
        DeviceRange.Check(this, block, target.Length);
        return Transfer(IoUringOpcode.Read, IoUringOpcode.ReadFixed, block, target);
    }

    public ValueTask<DeviceOutcome> WriteAsync(long block, ReadOnlyMemory<byte> source)
    {
        DeviceRange.Check(this, block, source.Length);
        return Transfer(IoUringOpcode.Write, IoUringOpcode.WriteFixed, block, source);
    }

    public ValueTask<DeviceOutcome> FlushAsync()
    {
        var operation = Rent();
        operation.SetFlush();
        return Start(operation);
    }

    public ValueTask<DeviceOutcome> AllocateAsync(long block, long count, bool mayUseHostReserve = false)
    {
        DeviceRange.CheckBlocks(this, block, count);
        return mayUseHostReserve || _lease.IsRoomFor(count * IBlockDevice.BlockSize)
            ? StartAllocation(block, count, FALLOC_FL_KEEP_SIZE)
            : new ValueTask<DeviceOutcome>(DeviceOutcome.OutOfSpace);
    }

    public ValueTask<DeviceOutcome> DiscardAsync(long block, long count)
    {
        DeviceRange.CheckBlocks(this, block, count);
        return StartAllocation(block, count, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE);
    }

    /// <summary>Closes the file and gives its lock up. Nothing may be under way.</summary>
    public ValueTask DisposeAsync()
    {
        _file?.Dispose();
        _lease.Dispose();
        return ValueTask.CompletedTask;
    }

    internal void Submit(UringOperation operation) => _driver.Submit(operation);

    /// <summary>An operation comes back by itself when its outcome is taken.</summary>
    internal void Return(UringOperation operation)
    {
        if (_operations.Count < UringLimits.PooledCountMax) _operations.Push(operation);
    }

    private UringOperation Rent() => _operations.TryPop(out var operation) ? operation : new UringOperation(this);

    private ValueTask<DeviceOutcome> StartAllocation(long block, long count, int mode)
    {
        var operation = Rent();
        operation.SetAllocation(block * IBlockDevice.BlockSize, count * IBlockDevice.BlockSize, mode);
        return Start(operation);
    }

    private ValueTask<DeviceOutcome> Transfer(
        IoUringOpcode opcode, IoUringOpcode fixedOpcode, long block, ReadOnlyMemory<byte> memory)
    {
        var operation = Rent();
        var isRegistered = _driver.TryFindRegistered(memory, out var index);
        operation.SetTransfer(
            isRegistered ? fixedOpcode : opcode, index, block * IBlockDevice.BlockSize, memory.Pin(), memory.Length);
        return Start(operation);
    }

    private ValueTask<DeviceOutcome> Start(UringOperation operation)
    {
        _driver.Submit(operation);
        return operation.Outcome;
    }
}

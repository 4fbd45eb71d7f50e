using System.Buffers;
using System.Threading.Tasks.Sources;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;

namespace Basalt.Device.Uring;

/// <summary>One device operation in a ring. Pooled by its driver, awaited once, on the shard.</summary>
internal sealed unsafe class UringOperation(UringDriver driver) : IValueTaskSource<DeviceOutcome>
{
    private const uint FsyncDataOnly = 1;

    private ManualResetValueTaskSourceCore<DeviceOutcome> _core;
    private MemoryHandle _pin;
    private IoUringOpcode _opcode;
    private int _descriptor;
    private ulong _offset;
    private byte* _address;
    private ulong _size;
    private uint _mode;
    private int _retryCount;
    private bool _isRefusalFine;

    public ValueTask<DeviceOutcome> Outcome => new(this, _core.Version);

    private bool IsTransfer => _opcode is IoUringOpcode.Read or IoUringOpcode.Write;

    public void SetTransfer(IoUringOpcode opcode, int descriptor, long offset, MemoryHandle pin, int size)
    {
        Set(opcode, descriptor, (ulong)offset);
        _pin = pin;
        _address = (byte*)pin.Pointer;
        _size = (ulong)size;
    }

    public void SetFlush(int descriptor) => Set(IoUringOpcode.Fsync, descriptor, 0);

    /// <param name="descriptor">The file.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="mode">FALLOC_FL_* of fallocate(2).</param>
    public void SetAllocation(int descriptor, long offset, long size, int mode)
    {
        Set(IoUringOpcode.Fallocate, descriptor, (ulong)offset);
        _size = (ulong)size;
        _mode = (uint)mode;

        // A file system without fallocate or holes gives and keeps room in its own way; nothing of ours rests on it.
        _isRefusalFine = true;
    }

    public void Fill(ref IoUringSubmission entry)
    {
        entry.Opcode = _opcode;
        entry.Descriptor = _descriptor;
        entry.Offset = _offset;
        if (IsTransfer)
        {
            // SAFETY: the memory is pinned, or native, until End.
            entry.Address = (ulong)_address;
            entry.Length = (uint)_size;
        }
        else if (_opcode == IoUringOpcode.Fallocate)
        {
            entry.Address = _size;
            entry.Length = _mode;
        }
        else
        {
            entry.OperationFlags = FsyncDataOnly;
        }
    }

    /// <summary>Whether the kernel did only a part, or nothing yet, so that the operation must be submitted
    /// again.</summary>
    public bool MustGoOn(int result)
    {
        if (result < 0)
            return (Errno)(-result) is Errno.EINTR or Errno.EAGAIN && _retryCount++ < UringLimits.RetryCountMax;
        if (!IsTransfer || result == 0 || (ulong)result >= _size) return false;

        // What is left of a direct transfer must still be whole blocks: otherwise the part block is done again.
        var whole = (uint)result / IBlockDevice.BlockSize * IBlockDevice.BlockSize;
        _address += whole;
        _offset += whole;
        _size -= whole;
        return _retryCount++ < UringLimits.RetryCountMax;
    }

    public void End(int result)
    {
        _pin.Dispose();
        _pin = default;
        _core.SetResult(Map(result));
    }

    public DeviceOutcome GetResult(short token)
    {
        var outcome = _core.GetResult(token);
        _core.Reset();
        driver.Return(this);
        return outcome;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    private void Set(IoUringOpcode opcode, int descriptor, ulong offset)
    {
        _opcode = opcode;
        _descriptor = descriptor;
        _offset = offset;
        _size = 0;
        _retryCount = 0;
        _isRefusalFine = false;
    }

    private DeviceOutcome Map(int result)
    {
        if (result >= 0) return IsTransfer && (ulong)result < _size ? DeviceOutcome.Failed : DeviceOutcome.Done;
        return (Errno)(-result) switch
        {
            Errno.ENOSPC or Errno.EDQUOT or Errno.EFBIG => DeviceOutcome.OutOfSpace,
            Errno.EOPNOTSUPP or Errno.ENOSYS when _isRefusalFine => DeviceOutcome.Done,
            _ => DeviceOutcome.Failed,
        };
    }
}

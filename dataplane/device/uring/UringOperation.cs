using System.Buffers;
using System.Threading.Tasks.Sources;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Rings;

namespace Basalt.Device.Uring;

/// <summary>One device operation in a ring. Pooled by its device, awaited once, on the shard.</summary>
internal sealed unsafe class UringOperation(UringDevice device) : RingOperation, IValueTaskSource<DeviceOutcome>
{
    private ManualResetValueTaskSourceCore<DeviceOutcome> _core;
    private MemoryHandle _pin;
    private IoUringOpcode _opcode;
    private ulong _offset;
    private byte* _address;
    private ulong _size;
    private uint _mode;
    private int _retryCount;
    private ushort _bufferIndex;
    private bool _isTransfer;
    private bool _isRefusalFine;

    public ValueTask<DeviceOutcome> Outcome => new(this, _core.Version);

    /// <param name="opcode">Read or Write, or, for a registered buffer, ReadFixed or WriteFixed.</param>
    /// <param name="bufferIndex">Place in the table of registered buffers, for the latter two.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="pin">The memory; unpinned at the end.</param>
    /// <param name="size">Bytes.</param>
    public void SetTransfer(IoUringOpcode opcode, ushort bufferIndex, long offset, MemoryHandle pin, int size)
    {
        Set(opcode, (ulong)offset);
        _isTransfer = true;
        _bufferIndex = bufferIndex;
        _pin = pin;
        _address = (byte*)pin.Pointer;
        _size = (ulong)size;
    }

    public void SetFlush() => Set(IoUringOpcode.Fsync, 0);

    /// <param name="offset">First byte.</param>
    /// <param name="size">Bytes.</param>
    /// <param name="mode">FALLOC_FL_* of fallocate(2).</param>
    public void SetAllocation(long offset, long size, int mode)
    {
        Set(IoUringOpcode.Fallocate, (ulong)offset);
        _size = (ulong)size;
        _mode = (uint)mode;

        // A file system without fallocate or holes gives and keeps room in its own way; nothing of ours rests on it.
        _isRefusalFine = true;
    }

    public DeviceOutcome GetResult(short token)
    {
        var outcome = _core.GetResult(token);
        _core.Reset();
        device.Return(this);
        return outcome;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    /// <remarks>The end comes on the shard, where the caller is: capturing its context would cost an allocation for
    /// nothing.</remarks>
    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(
            continuation, state, token, flags & ~ValueTaskSourceOnCompletedFlags.UseSchedulingContext);

    protected override bool IsGathered => _isTransfer;

    protected override void Prepare(ref IoUringSubmission entry)
    {
        device.File.Aim(ref entry);
        entry.Opcode = _opcode;
        entry.Offset = _offset;
        if (_isTransfer)
        {
            // SAFETY: the memory is pinned, or native, until the last completion.
            entry.Address = (ulong)_address;
            entry.Length = (uint)_size;
            entry.BufferIndex = _bufferIndex;
        }
        else if (_opcode == IoUringOpcode.Fallocate)
        {
            entry.Address = _size;
            entry.Length = _mode;
        }
        else
        {
            entry.OperationFlags = (uint)IoUringFsyncFlags.DataOnly;
        }
    }

    protected override void Complete(in RingCompletion completion)
    {
        if (MustGoOn(completion))
        {
            device.Submit(this);
            return;
        }

        _pin.Dispose();
        _pin = default;
        _core.SetResult(Map(completion));
    }

    /// <summary>Whether the kernel did only a part, or nothing yet, so that the operation must be submitted
    /// again.</summary>
    private bool MustGoOn(in RingCompletion completion)
    {
        if (completion.IsError)
            return completion.Error is Errno.EINTR or Errno.EAGAIN && _retryCount++ < UringLimits.RetryCountMax;
        var done = (ulong)completion.Result;
        if (!_isTransfer || done == 0 || done >= _size) return false;

        // What is left of a direct transfer must still be whole blocks: otherwise the part block is done again.
        var whole = done / IBlockDevice.BlockSize * IBlockDevice.BlockSize;
        _address += whole;
        _offset += whole;
        _size -= whole;
        return _retryCount++ < UringLimits.RetryCountMax;
    }

    private void Set(IoUringOpcode opcode, ulong offset)
    {
        _opcode = opcode;
        _offset = offset;
        _size = 0;
        _bufferIndex = 0;
        _retryCount = 0;
        _isTransfer = false;
        _isRefusalFine = false;
    }

    private DeviceOutcome Map(in RingCompletion completion) => completion.Error switch
    {
        Errno.None => _isTransfer && (ulong)completion.Result < _size ? DeviceOutcome.Failed : DeviceOutcome.Done,
        Errno.ENOSPC or Errno.EDQUOT or Errno.EFBIG => DeviceOutcome.OutOfSpace,
        Errno.EOPNOTSUPP or Errno.ENOSYS when _isRefusalFine => DeviceOutcome.Done,
        _ => DeviceOutcome.Failed,
    };
}

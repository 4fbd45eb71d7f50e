using System.Collections.Concurrent;
using System.Threading.Tasks.Sources;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Files;
using Basalt.Runtime;

namespace Basalt.Device;

/// <summary>
/// A pool file by plain calls on a few threads, for kernels that refuse io_uring and file systems that refuse O_DIRECT.
/// Slower than a ring, equally durable: a flush is fdatasync.
/// </summary>
public sealed class FileDevice : IBlockDevice
{
    private readonly FileLease _file;
    private readonly BlockingCollection<FileCall> _calls = new(DeviceLimits.FileQueueLengthMax);
    private readonly Thread[] _threads;

    public FileDevice(FileLease file)
    {
        _file = file;
        _threads = new Thread[DeviceLimits.FileThreadCount];
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"file {i}" };
            _threads[i].Start();
        }
    }

    private enum FileVerb
    {
        Read,
        Write,
        Flush,
        Allocate,
        Discard,
    }

    public long BlockCount => _file.Size / IBlockDevice.BlockSize;

    public string Name => _file.Path;

    public ValueTask<DeviceOutcome> ReadAsync(long block, Memory<byte> target)
    {
        DeviceRange.Check(this, block, target.Length);
        return Start(new FileCall(FileVerb.Read, block) { Target = target });
    }

    public ValueTask<DeviceOutcome> WriteAsync(long block, ReadOnlyMemory<byte> source)
    {
        DeviceRange.Check(this, block, source.Length);
        return Start(new FileCall(FileVerb.Write, block) { Source = source });
    }

    public ValueTask<DeviceOutcome> FlushAsync() => Start(new FileCall(FileVerb.Flush, 0));

    public ValueTask<DeviceOutcome> AllocateAsync(long block, long count, bool mayUseHostReserve = false)
    {
        DeviceRange.CheckBlocks(this, block, count);
        return mayUseHostReserve || _file.IsRoomFor(count * IBlockDevice.BlockSize)
            ? Start(new FileCall(FileVerb.Allocate, block) { Count = count })
            : new ValueTask<DeviceOutcome>(DeviceOutcome.OutOfSpace);
    }

    public ValueTask<DeviceOutcome> DiscardAsync(long block, long count)
    {
        DeviceRange.CheckBlocks(this, block, count);
        return Start(new FileCall(FileVerb.Discard, block) { Count = count });
    }

    public async ValueTask DisposeAsync()
    {
        var last = new FileCall(FileVerb.Flush, 0);
        await Start(last);
        _calls.CompleteAdding();
        foreach (var thread in _threads) thread.Join();
        _calls.Dispose();
        _file.Dispose();
    }

    private ValueTask<DeviceOutcome> Start(FileCall call)
    {
        Invariant.Check(_calls.TryAdd(call));
        return call.Outcome;
    }

    private void Work()
    {
        foreach (var call in _calls.GetConsumingEnumerable()) call.Complete(Execute(call));
    }

    private DeviceOutcome Execute(FileCall call) => call.Verb switch
    {
        FileVerb.Read => Read(call.Offset, call.Target),
        FileVerb.Write => Write(call.Offset, call.Source),
        FileVerb.Flush => Map(FileCalls.DataSync(_file.Handle)),
        FileVerb.Allocate => MapAllocation(FileCalls.Allocate(_file.Handle, call.Offset, call.Size)),
        FileVerb.Discard => MapDiscard(FileCalls.PunchHole(_file.Handle, call.Offset, call.Size)),
    };

    private DeviceOutcome Read(long offset, Memory<byte> target)
    {
        for (int done = 0, retries = 0; done < target.Length;)
        {
            var error = FileCalls.ReadAt(_file.Handle, offset + done, target.Span[done..], out var count);
            if (error is Errno.EINTR or Errno.EAGAIN && retries++ < DeviceLimits.RetryCountMax) continue;
            if (error != Errno.None) return Map(error);
            if (count == 0) return DeviceOutcome.Failed;
            done += count;
        }

        return DeviceOutcome.Done;
    }

    private DeviceOutcome Write(long offset, ReadOnlyMemory<byte> source)
    {
        for (int done = 0, retries = 0; done < source.Length;)
        {
            var error = FileCalls.WriteAt(_file.Handle, offset + done, source.Span[done..], out var count);
            if (error is Errno.EINTR or Errno.EAGAIN && retries++ < DeviceLimits.RetryCountMax) continue;
            if (error != Errno.None) return Map(error);
            if (count == 0) return DeviceOutcome.Failed;
            done += count;
        }

        return DeviceOutcome.Done;
    }

    private static DeviceOutcome Map(Errno error) => error switch
    {
        Errno.None => DeviceOutcome.Done,
        Errno.ENOSPC or Errno.EDQUOT or Errno.EFBIG => DeviceOutcome.OutOfSpace,
        _ => DeviceOutcome.Failed,
    };

    /// <summary>A file system without fallocate gives room when it is written; that is all we lose.</summary>
    private static DeviceOutcome MapAllocation(Errno error)
        => error is Errno.EOPNOTSUPP or Errno.ENOSYS ? DeviceOutcome.Done : Map(error);

    /// <summary>A file system without holes keeps the room for our own reuse.</summary>
    private static DeviceOutcome MapDiscard(Errno error)
        => error is Errno.EOPNOTSUPP or Errno.ENOSYS ? DeviceOutcome.Done : Map(error);

    private sealed class FileCall(FileVerb verb, long block) : IValueTaskSource<DeviceOutcome>
    {
        private ManualResetValueTaskSourceCore<DeviceOutcome> _core = new() { RunContinuationsAsynchronously = true };

        public FileVerb Verb { get; } = verb;

        public long Offset { get; } = block * IBlockDevice.BlockSize;

        public long Count { get; init; }

        public long Size => Count * IBlockDevice.BlockSize;

        public Memory<byte> Target { get; init; }

        public ReadOnlyMemory<byte> Source { get; init; }

        public ValueTask<DeviceOutcome> Outcome => new(this, _core.Version);

        public void Complete(DeviceOutcome outcome) => _core.SetResult(outcome);

        DeviceOutcome IValueTaskSource<DeviceOutcome>.GetResult(short token) => _core.GetResult(token);

        ValueTaskSourceStatus IValueTaskSource<DeviceOutcome>.GetStatus(short token) => _core.GetStatus(token);

        void IValueTaskSource<DeviceOutcome>.OnCompleted(
            Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
            => _core.OnCompleted(continuation, state, token, flags);
    }
}

using System.Runtime.InteropServices;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;
using Basalt.Runtime.Buffers;

namespace Basalt.Runtime.Rings;

/// <summary>
/// A shard's ring, for sockets and disks alike: operations are submitted here, the shard polls it each turn and sleeps
/// in it. Everything but <see cref="Wake"/> on the shard's thread.
/// </summary>
/// <remarks>
/// Invariants: an operation is in one place (its owner, a line, a slot); what one turn submits goes down in one call;
/// no call is made while completions lie there, at most once in a row; a shard that sleeps has the read of its wake-up
/// with the kernel. That the ring asks for a call is a hint: whoever gives it work queues that first and raises the
/// flag after, so the flag can stand for work that is done, until the next comes. After a call that brought nothing
/// only a sleep tells.
/// </remarks>
public sealed partial class RingDriver(RingOptions options) : ShardDriver
{
    /// <summary>User data of entries that are no operation; slots are far below.</summary>
    private const ulong CancelData = ulong.MaxValue - 1;

    private readonly RingSlots _slots = new(options.OperationCountMax);
    private readonly RingOperationList _waiting = new();
    private readonly RingOperationList _ending = new();
    private readonly Queue<ulong> _cancels = new();
    private readonly List<Action> _beginnings = [];
    private RingQueue? _queue;
    private RingFiles? _files;
    private RingBuffers? _buffers;
    private int _gatheredCount;
    private bool _hasSkippedCall;

    /// <summary>The last call brought nothing, and the ring asks for one still.</summary>
    private bool _isCallFutile;
    private bool _isEnding;

    public RingDriver()
        : this(new RingOptions())
    {
    }

    /// <summary>What this kernel's rings can do; known once the shard has started.</summary>
    public IoUringCapabilities Capabilities { get; private set; }

    public RingStatistics Statistics { get; } = new();

    /// <summary>Operations with the kernel now.</summary>
    public int ActiveCount => _slots.ActiveCount;

    /// <summary>Places of the table of registered files that are taken.</summary>
    public int RegisteredFileCount => _files?.Count ?? 0;

    /// <summary>Whether <see cref="Poll"/> has something to do; looks at memory alone.</summary>
    public override bool HasWork
        => _queue!.HasCompletions || (_queue.IsCallDue && !_isCallFutile) || !_ending.IsEmpty;

    /// <summary>Where several ends are waited for, looking would find the first and lose the others.</summary>
    public override bool IsLookUseful => WaitCount == 1;

    internal RingOptions Options { get; } = options;

    internal RingQueue Queue => _queue!;

    /// <exception cref="LinuxException">The kernel makes no ring.</exception>
    public override void Start()
    {
        _queue = new RingQueue(Options, Statistics);
        Capabilities = _queue.Capabilities;
        _files = new RingFiles(this);
        _buffers = new RingBuffers(this);
        StartWake();
        foreach (var beginning in _beginnings) beginning();
    }

    /// <summary>To be run when the ring has been made, before its shard's first turn: what the kernel refuses then, as
    /// a <see cref="LinuxException"/>, it refuses before anybody relies on the ring. Any thread, before the
    /// start.</summary>
    public void OnStarted(Action beginning) => _beginnings.Add(beginning);

    public override int Poll()
    {
        var queue = _queue!;
        Place();
        if (!queue.HasCompletions ? queue.HasPrepared || queue.IsCallDue : queue.HasPrepared && _hasSkippedCall)
        {
            queue.Enter();
            _hasSkippedCall = false;
            _isCallFutile = queue.IsCallDue && !queue.HasCompletions;
        }
        else
        {
            _hasSkippedCall = queue.HasPrepared;
        }

        return End() + Reap(queue);
    }

    public override void Flush()
    {
        if (_queue!.HasPrepared) _queue.Enter();
    }

    public override void Sleep(TimeSpan limit)
    {
        var queue = _queue!;
        Place();
        if (queue.HasCompletions || !_ending.IsEmpty || !IsWakeArmed()) return;
        queue.EnterAndWait(limit, WaitCount);
        _isCallFutile = false;
    }

    /// <summary>Completions to wait for.</summary>
    private int WaitCount => _gatheredCount >= RingLimits.GatherCountMin && _queue!.CanGather
        ? _gatheredCount / RingLimits.GatherShare
        : 1;

    /// <summary>Hands an idle operation to the kernel, with all others of this turn. With no slot free, or no room, it
    /// waits in line: the bound is its owner's.</summary>
    public void Submit(RingOperation operation)
    {
        Invariant.Check(ReferenceEquals(_current, this));
        Invariant.Check(!operation.IsPending);
        if (_isEnding)
        {
            _ending.Add(operation, RingOperationState.Ending);
            return;
        }

        if (_waiting.IsEmpty && TryPlace(operation)) return;
        Statistics.WaitCount++;
        _waiting.Add(operation, RingOperationState.Waiting);
    }

    /// <summary>
    /// Asks for an operation's end. Its last completion always comes, with <see cref="Errno.ECANCELED"/> or with what
    /// it had come to before; disks end what they have begun. An idle operation is left alone.
    /// </summary>
    public void Cancel(RingOperation operation)
    {
        switch (operation.State)
        {
            case RingOperationState.Waiting or RingOperationState.Parked:
                operation.List!.Remove(operation);
                _ending.Add(operation, RingOperationState.Ending);
                break;
            case RingOperationState.Active when !operation.IsCancelled:
                operation.IsCancelled = true;
                var data = _slots.DataOf(operation);
                if (!TryCancel(data)) _cancels.Enqueue(data);
                break;
        }
    }

    /// <summary>Registers a descriptor that many operations will use. Without room in the table, or where the kernel
    /// has none, it stays an ordinary one.</summary>
    public RingFile RegisterFile(SafeHandle handle) => _files!.Register(handle);

    /// <summary>
    /// The place in the table of registered buffers that covers this memory, if it is a buffer of a pool and the kernel
    /// pins it: then READ_FIXED and WRITE_FIXED may be used on it.
    /// </summary>
    public bool TryFindRegistered(ReadOnlyMemory<byte> memory, out ushort index)
    {
        index = 0;
        return MemoryMarshal.TryGetMemoryManager<byte, AlignedBuffer>(memory, out var buffer)
            && _buffers!.TryFind(buffer.Slab, out index);
    }

    protected override void Dispose(bool isDisposing)
    {
        if (isDisposing)
        {
            if (_queue is not null)
            {
                EndAll(_queue);
                _queue.Dispose();
            }

            _files?.Dispose();
            _buffers?.Dispose();
            foreach (var ring in _bufferRings) ring?.Free();
            EndWake();
        }

        base.Dispose(isDisposing);
    }

    private void Place()
    {
        while (_cancels.TryPeek(out var data) && TryCancel(data)) _cancels.Dequeue();
        while (_waiting.TryPeek(out var operation))
        {
            if (_slots.IsFull || !TryMakeRoom()) return;
            _waiting.Remove(operation);
            Invariant.Check(TryPlace(operation));
        }
    }

    private bool TryPlace(RingOperation operation)
    {
        if (_slots.IsFull || !TryMakeRoom()) return false;
        ref var entry = ref _queue!.Prepare();
        operation.Prepare(ref entry);
        entry.UserData = _slots.Take(operation);
        if (operation.IsQuiet) _queue.AddQuiet();
        if (!operation.IsGathered) return true;
        _gatheredCount++;
        if (_queue.AddGathered() == RingLimits.GatherSubmissionCount) _queue.Submit();
        return true;
    }

    /// <summary>A full submission ring is handed over before the turn's end.</summary>
    private bool TryMakeRoom()
    {
        if (_queue!.HasRoom) return true;
        _queue.Enter();
        return _queue.HasRoom;
    }

    private bool TryCancel(ulong data)
    {
        if (!TryMakeRoom()) return false;
        ref var entry = ref _queue!.Prepare();
        entry.Opcode = IoUringOpcode.AsyncCancel;
        entry.Address = data;
        entry.UserData = CancelData;
        return true;
    }

    private int Reap(RingQueue queue)
    {
        var count = 0;
        for (; count < RingLimits.TurnCompletionCountMax && queue.TryTake(out var entry); count++)
        {
            if (_slots.TryFind(entry.UserData, out var operation))
            {
                Statistics.CompletionCount++;
                if ((entry.Flags & IoUringCompletionFlags.More) == 0) Release(operation);
                operation.Complete(new RingCompletion(entry.Result, entry.Flags));
            }
            else if (entry.UserData == WakeData)
            {
                _isWakeArmed = false;
                ArmWake();
            }
            else if (entry.UserData is not (CancelData or MessageData))
            {
                Statistics.StaleCount++;
            }
        }

        return count;
    }

    private void Release(RingOperation operation)
    {
        _slots.Release(operation);
        if (operation.IsGathered) _gatheredCount--;
    }

    /// <summary>Completes what was cancelled before the kernel saw it.</summary>
    private int End()
    {
        var count = 0;
        for (; count < RingLimits.TurnCompletionCountMax && _ending.TryTake(out var operation); count++)
            operation.Complete(RingCompletion.Cancelled);
        return count;
    }

    /// <summary>The kernel must have let go of all memory before the ring's owner frees it.</summary>
    private void EndAll(RingQueue queue)
    {
        _isEnding = true;
        if (TryMakeRoom())
        {
            ref var entry = ref queue.Prepare();
            entry.Opcode = IoUringOpcode.AsyncCancel;
            entry.OperationFlags = (uint)(IoUringCancelFlags.Any | IoUringCancelFlags.All);
            entry.UserData = CancelData;
        }

        for (var i = 0; (ActiveCount > 0 || _isWakeArmed) && i < RingLimits.EndWaitCountMax; i++)
        {
            queue.EnterAndWait(RingLimits.EndWaitTime, count: 1);
            while (Reap(queue) > 0)
            {
            }
        }

        while (_waiting.TryTake(out var operation)) _ending.Add(operation, RingOperationState.Ending);
        for (var i = 0; i < Options.OperationCountMax && _ending.TryTake(out var operation); i++)
            operation.Complete(RingCompletion.Cancelled);
    }
}

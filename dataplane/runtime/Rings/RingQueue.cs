using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;

using Microsoft.Win32.SafeHandles;

using Tmds.Linux;

using static Tmds.Linux.LibC;

namespace Basalt.Runtime.Rings;

/// <summary>The two rings in shared memory, and the one call that moves them. One thread alone.</summary>
/// <remarks>
/// Ownership: we write the submission tail and read its head, the kernel the reverse; for completions the other way
/// round. A tail is published with release and read with acquire, so that the entries before it are seen whole.
/// </remarks>
internal sealed unsafe class RingQueue : IDisposable
{
    private const long RingsOffset = 0;
    private const long EntriesOffset = 0x10000000;
    private const long NanosecondsPerTick = 100;

    private readonly SafeFileHandle _ring;
    private readonly RingStatistics _statistics;
    private readonly byte* _rings;
    private readonly ulong _ringsSize;
    private readonly IoUringSubmission* _entries;
    private readonly ulong _entriesSize;
    private readonly IoUringCompletion* _completions;
    private readonly uint* _submissionHead;
    private readonly uint* _submissionTail;
    private readonly uint* _ringFlags;
    private readonly uint* _completionHead;
    private readonly uint* _completionTail;
    private readonly uint _entryCount;
    private readonly uint _submissionMask;
    private readonly uint _completionMask;
    private int _enterDescriptor;
    private IoUringEnterFlags _enterFlags = IoUringEnterFlags.GetEvents;
    private uint _tail;
    private uint _prepared;
    private uint _quiet;
    private uint _gathered;

    /// <exception cref="LinuxException">The kernel makes no ring.</exception>
    public RingQueue(RingOptions options, RingStatistics statistics)
    {
        _statistics = statistics;
        var parameters = RingSetup.Create(options, out _ring);
        Descriptor = (int)_ring.DangerousGetHandle();
        Capabilities = IoUringProbe.ReadCapabilities(_ring, parameters);
        CanGather = parameters.Features.HasFlag(IoUringFeatures.MinimumWait);
        var submission = parameters.Submission;
        var completion = parameters.Completion;
        _entryCount = parameters.SubmissionEntries;
        _ringsSize = Math.Max(
            submission.Array + (_entryCount * sizeof(uint)),
            completion.Entries + (parameters.CompletionEntries * (uint)sizeof(IoUringCompletion)));
        _entriesSize = _entryCount * (uint)sizeof(IoUringSubmission);

        // SAFETY: offsets and sizes are the kernel's own answer for this ring, and the mappings live until Dispose.
        _rings = (byte*)Map(_ringsSize, RingsOffset);
        _entries = (IoUringSubmission*)Map(_entriesSize, EntriesOffset);
        _submissionHead = (uint*)(_rings + submission.Head);
        _submissionTail = (uint*)(_rings + submission.Tail);
        _ringFlags = (uint*)(_rings + submission.Flags);
        _submissionMask = *(uint*)(_rings + submission.RingMask);
        _completionHead = (uint*)(_rings + completion.Head);
        _completionTail = (uint*)(_rings + completion.Tail);
        _completionMask = *(uint*)(_rings + completion.RingMask);
        _completions = (IoUringCompletion*)(_rings + completion.Entries);
        _tail = *_submissionTail;
        if (!Capabilities.HasFlag(IoUringCapabilities.NoSubmissionArray))
        {
            // Entries are used in ring order, so the indirection is the identity and is written once.
            var array = (uint*)(_rings + submission.Array);
            for (var i = 0u; i < _entryCount; i++) array[i] = i;
        }

        _enterDescriptor = Descriptor;
        RegisterSelf();
    }

    public IoUringCapabilities Capabilities { get; }

    /// <summary>Whether a wait for several completions can be content with one after a while (since 6.12).</summary>
    public bool CanGather { get; }

    /// <summary>The ring's file descriptor, valid until Dispose.</summary>
    public int Descriptor { get; }

    /// <summary>Whether a completion waits to be taken.</summary>
    public bool HasCompletions => *_completionHead != Volatile.Read(ref *_completionTail);

    /// <summary>Whether a call would bring completions: read from shared memory, without one.</summary>
    public bool IsCallDue
        => ((IoUringRingFlags)Volatile.Read(ref *_ringFlags)
            & (IoUringRingFlags.TaskRun | IoUringRingFlags.CompletionOverflow)) != 0;

    public bool HasPrepared => _prepared > 0;

    public bool HasRoom => _tail - Volatile.Read(ref *_submissionHead) < _entryCount;

    /// <summary>A zeroed entry to fill, if there is room; it goes to the kernel with the next
    /// <see cref="Enter"/>.</summary>
    public ref IoUringSubmission Prepare()
    {
        Invariant.Check(HasRoom);

        // SAFETY: the mask keeps the index inside, and the kernel has taken what was there.
        ref var entry = ref _entries[_tail & _submissionMask];
        entry = default;
        _tail++;
        _prepared++;
        return ref entry;
    }

    /// <summary>Says that the end of an entry just prepared need not end a wait.</summary>
    public void AddQuiet() => _quiet++;

    /// <summary>Says that an entry just prepared is a gathered operation's; how many there are since the last
    /// call.</summary>
    public uint AddGathered() => ++_gathered;

    /// <summary>Submits what was prepared, and leaves the completions where they are: they are for the next
    /// turn.</summary>
    public void Submit() => Call(0, null, _enterFlags & ~IoUringEnterFlags.GetEvents);

    /// <summary>Submits what was prepared and lets the kernel post completions.</summary>
    public void Enter() => Call(0, null, _enterFlags);

    /// <summary>The same, and waits for a completion, or until the time is over.</summary>
    /// <param name="limit">Longest wait; <see cref="Timeout.InfiniteTimeSpan"/>: without end.</param>
    /// <param name="count">Completions to wait for. More than one if <see cref="CanGather"/>: then one is enough after
    /// <see cref="RingLimits.GatherMicrosecondsMax"/>.</param>
    public void EnterAndWait(TimeSpan limit, int count)
    {
        if (_quiet > 0)
        {
            // So many will end at once and are no news; should some not, the wait is over before it is felt.
            count += (int)_quiet;
            var quietTime = TimeSpan.FromMicroseconds(RingLimits.QuietMicrosecondsMax);
            if (limit == Timeout.InfiniteTimeSpan || limit > quietTime) limit = quietTime;
        }

        var time = new KernelTimeSpec
        {
            Seconds = limit.Ticks / TimeSpan.TicksPerSecond,
            Nanoseconds = limit.Ticks % TimeSpan.TicksPerSecond * NanosecondsPerTick,
        };
        var wait = default(IoUringWaitArgument);

        // SAFETY: both are locals of this frame, read by the kernel within the call.
        if (limit != Timeout.InfiniteTimeSpan) wait.TimeSpec = (ulong)&time;
        if (count > 1 && CanGather) wait.WaitMicrosecondsMin = RingLimits.GatherMicrosecondsMax;
        _statistics.SleepCount++;
        Call((uint)count, &wait, _enterFlags | IoUringEnterFlags.ExtendedArgument);
    }

    /// <summary>Takes one completion.</summary>
    public bool TryTake(out IoUringCompletion completion)
    {
        var head = *_completionHead;
        if (head == Volatile.Read(ref *_completionTail))
        {
            completion = default;
            return false;
        }

        completion = _completions[head & _completionMask];
        Volatile.Write(ref *_completionHead, head + 1);
        return true;
    }

    /// <summary>Registers with the kernel; what it answers, or a negative error number.</summary>
    public int Register(IoUringRegisterOpcode opcode, void* argument, uint count)
        => IoUringCalls.Register(Descriptor, opcode, argument, count);

    public void Dispose()
    {
        if (_enterDescriptor != Descriptor)
        {
            // Otherwise the thread's own table would keep the ring open. It fails only if these fields are wrong.
            var update = new IoUringResourceUpdate { Offset = (uint)_enterDescriptor };
            _ = Register(IoUringRegisterOpcode.UnregisterRingDescriptors, &update, 1);
        }

        // Unmapping what was mapped here fails only if these fields are wrong.
        _ = munmap(_entries, (size_t)_entriesSize);
        _ = munmap(_rings, (size_t)_ringsSize);
        _ring.Dispose();
    }

    private void Call(uint waitCount, IoUringWaitArgument* wait, IoUringEnterFlags flags)
    {
        Volatile.Write(ref *_submissionTail, _tail);
        while (true)
        {
            _statistics.EnterCount++;
            var result = IoUringCalls.Enter(_enterDescriptor, _prepared, waitCount, flags, wait);
            if (result >= 0)
            {
                _statistics.SubmissionCount += result;
                _prepared -= (uint)result;
                if (_prepared > 0 && result > 0) continue;
                _quiet = 0;
                _gathered = 0;
                return;
            }

            // Interrupted, or the kernel wants its completions taken first: the next turn submits the rest.
            if ((Errno)(-result) is Errno.EINTR or Errno.EAGAIN or Errno.EBUSY or Errno.ETIME) return;
            throw new LinuxException("io_uring_enter", (Errno)(-result));
        }
    }

    /// <summary>Saves the kernel looking the descriptor up at each call; refused by old kernels, which cost that
    /// look-up.</summary>
    private void RegisterSelf()
    {
        var update = new IoUringResourceUpdate { Offset = uint.MaxValue, Data = (ulong)Descriptor };
        if (Register(IoUringRegisterOpcode.RingDescriptors, &update, 1) != 1) return;
        _enterDescriptor = (int)update.Offset;
        _enterFlags |= IoUringEnterFlags.RegisteredRing;
    }

    private void* Map(ulong size, long offset)
    {
        var address = mmap(null, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, Descriptor, offset);
        if ((nint)address == -1) throw new LinuxException("mapping a ring", (Errno)errno);
        return address;
    }
}

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;

using Microsoft.Win32.SafeHandles;

using Tmds.Linux;

using static Tmds.Linux.LibC;

namespace Basalt.Device.Uring;

/// <summary>The two rings in shared memory, and the one call that moves them. One thread alone.</summary>
/// <remarks>
/// Ownership: we write the submission tail and read its head, the kernel the reverse; for completions the other way
/// round.
/// A tail is published with release and read with acquire, so that the entries before it are seen whole.
/// </remarks>
internal sealed unsafe class UringQueue : IDisposable
{
    private const long SubmissionRingOffset = 0;
    private const long EntriesOffset = 0x10000000;

    private readonly SafeFileHandle _ring;
    private readonly int _descriptor;
    private readonly byte* _rings;
    private readonly ulong _ringsSize;
    private readonly IoUringSubmission* _entries;
    private readonly ulong _entriesSize;
    private readonly IoUringCompletion* _completions;
    private readonly uint* _submissionTail;
    private readonly uint* _completionHead;
    private readonly uint* _completionTail;
    private readonly uint _submissionMask;
    private readonly uint _completionMask;
    private uint _tail;
    private uint _prepared;

    public UringQueue()
    {
        var parameters = Setup(out _ring);
        _descriptor = (int)_ring.DangerousGetHandle();
        var submission = parameters.Submission;
        var completion = parameters.Completion;
        _ringsSize = Math.Max(
            submission.Array + (parameters.SubmissionEntries * sizeof(uint)),
            completion.Entries + (parameters.CompletionEntries * (uint)sizeof(IoUringCompletion)));
        _entriesSize = parameters.SubmissionEntries * (uint)sizeof(IoUringSubmission);

        // SAFETY: offsets and sizes are the kernel's own answer for this ring, and the mappings live until Dispose.
        _rings = (byte*)Map(_ringsSize, SubmissionRingOffset);
        _entries = (IoUringSubmission*)Map(_entriesSize, EntriesOffset);
        _submissionTail = (uint*)(_rings + submission.Tail);
        _submissionMask = *(uint*)(_rings + submission.RingMask);
        _completionHead = (uint*)(_rings + completion.Head);
        _completionTail = (uint*)(_rings + completion.Tail);
        _completionMask = *(uint*)(_rings + completion.RingMask);
        _completions = (IoUringCompletion*)(_rings + completion.Entries);
        _tail = *_submissionTail;

        // Entries are used in ring order, so the indirection is the identity and is written once.
        var array = (uint*)(_rings + submission.Array);
        for (var i = 0u; i < parameters.SubmissionEntries; i++) array[i] = i;
    }

    /// <summary>Whether a completion waits to be taken.</summary>
    public bool HasCompletions => *_completionHead != Volatile.Read(ref *_completionTail);

    /// <summary>A zeroed entry to fill; it goes to the kernel with the next <see cref="Enter"/>.</summary>
    public ref IoUringSubmission Prepare()
    {
        // SAFETY: the mask keeps the index inside; callers keep no more in flight than there are entries.
        ref var entry = ref _entries[_tail & _submissionMask];
        entry = default;
        _tail++;
        _prepared++;
        return ref entry;
    }

    /// <summary>Submits what was prepared, lets the kernel post completions, and waits for one if asked.</summary>
    public void Enter(bool isWaiting)
    {
        Volatile.Write(ref *_submissionTail, _tail);
        while (true)
        {
            var result = IoUringCalls.Enter(
                _descriptor, _prepared, isWaiting ? 1u : 0u, IoUringEnterFlags.GetEvents, null);
            if (result >= 0)
            {
                _prepared -= (uint)result;
                if (_prepared == 0) return;
                continue;
            }

            // Interrupted, or the kernel wants its completions taken first: the next turn submits the rest.
            if ((Errno)(-result) is Errno.EINTR or Errno.EAGAIN or Errno.EBUSY or Errno.ETIME) return;
            throw new LinuxException("io_uring_enter", (Errno)(-result));
        }
    }

    public bool HasPrepared => _prepared > 0;

    /// <summary>Takes one completion.</summary>
    public bool TryTake(out ulong userData, out int result)
    {
        var head = *_completionHead;
        if (head == Volatile.Read(ref *_completionTail))
        {
            userData = 0;
            result = 0;
            return false;
        }

        var completion = _completions[head & _completionMask];
        userData = completion.UserData;
        result = completion.Result;
        Volatile.Write(ref *_completionHead, head + 1);
        return true;
    }

    public void Dispose()
    {
        // Unmapping what was mapped here fails only if these fields are wrong.
        _ = munmap(_entries, (size_t)_entriesSize);
        _ = munmap(_rings, (size_t)_ringsSize);
        _ring.Dispose();
    }

    private static IoUringParameters Setup(out SafeFileHandle ring)
    {
        // Newer kernels run completions when we ask, which saves interruptions; older ones refuse the flags.
        IoUringSetupFlags[] wishes =
        [
            IoUringSetupFlags.SingleIssuer | IoUringSetupFlags.DeferTaskRun,
            IoUringSetupFlags.CooperativeTaskRun,
            IoUringSetupFlags.None,
        ];
        var error = Errno.None;
        foreach (var flags in wishes)
        {
            var parameters = new IoUringParameters { Flags = flags };
            error = IoUringCalls.TrySetup(UringLimits.SubmissionEntryCount, ref parameters, out ring);
            if (error == Errno.None && parameters.Features.HasFlag(IoUringFeatures.SingleMapping)) return parameters;
            ring.Dispose();
            if (error != Errno.EINVAL) break;
        }

        throw new LinuxException("io_uring_setup", error == Errno.None ? Errno.ENOSYS : error);
    }

    private void* Map(ulong size, long offset)
    {
        var address = mmap(null, (size_t)size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, _descriptor, offset);
        if ((nint)address == -1) throw new LinuxException("mapping a ring", (Errno)errno);
        return address;
    }
}

using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Uring;

/// <summary>What <c>io_uring_setup</c> is asked for and what it answers.</summary>
/// <remarks>
/// <c>struct io_uring_params</c>, 120 bytes:
/// <code>
///  0 sq_entries   4 cq_entries   8 flags   12 sq_thread_cpu   16 sq_thread_idle   20 features   24 wq_fd
/// 28 reserved[3]  40 sq_off (40 bytes)   80 cq_off (40 bytes)
/// </code>
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 120)]
public struct IoUringParameters
{
    [FieldOffset(0)]
    public uint SubmissionEntries;

    [FieldOffset(4)]
    public uint CompletionEntries;

    [FieldOffset(8)]
    public IoUringSetupFlags Flags;

    [FieldOffset(12)]
    public uint PollThreadCpu;

    [FieldOffset(16)]
    public uint PollThreadIdleMs;

    [FieldOffset(20)]
    public IoUringFeatures Features;

    [FieldOffset(24)]
    public uint WorkQueueDescriptor;

    [FieldOffset(40)]
    public SubmissionRingOffsets Submission;

    [FieldOffset(80)]
    public CompletionRingOffsets Completion;
}

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Uring;

using Microsoft.Win32.SafeHandles;

namespace Basalt.Runtime.Rings;

/// <summary>Makes a ring of the best kind that the kernel knows.</summary>
internal static class RingSetup
{
    /// <summary>Without these a ring is of no use to a shard: a lost completion, or a sleep without a limit.</summary>
    private const IoUringFeatures Needed
        = IoUringFeatures.SingleMapping | IoUringFeatures.NoDrop | IoUringFeatures.ExtendedArgument;

    private const IoUringSetupFlags Sizes = IoUringSetupFlags.CompletionSize | IoUringSetupFlags.Clamp;

    private const IoUringSetupFlags Deferred = Sizes | IoUringSetupFlags.SubmitAll | IoUringSetupFlags.TaskRunFlag
        | IoUringSetupFlags.SingleIssuer | IoUringSetupFlags.DeferTaskRun;

    /// <summary>Best first. Newer kernels make completions when we ask, which saves interruptions.</summary>
    private static readonly IoUringSetupFlags[] Wishes =
    [
        Deferred | IoUringSetupFlags.NoSubmissionArray,
        Deferred,
        Sizes | IoUringSetupFlags.SubmitAll | IoUringSetupFlags.CooperativeTaskRun | IoUringSetupFlags.TaskRunFlag,
        Sizes,
    ];

    /// <exception cref="LinuxException">The kernel makes no ring, or is older than 5.11.</exception>
    public static IoUringParameters Create(RingOptions options, out SafeFileHandle ring)
    {
        var error = Errno.None;
        foreach (var flags in Wishes)
        {
            var parameters = new IoUringParameters
            {
                Flags = flags,
                CompletionEntries = (uint)options.CompletionEntryCount,
            };
            error = IoUringCalls.TrySetup((uint)options.SubmissionEntryCount, ref parameters, out ring);
            if (error == Errno.None && (parameters.Features & Needed) == Needed) return parameters;
            ring.Dispose();
            if (error != Errno.EINVAL) break;
        }

        throw new LinuxException("io_uring_setup", error == Errno.None ? Errno.ENOSYS : error);
    }
}

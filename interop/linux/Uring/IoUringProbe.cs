using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Basalt.Interop.Linux.Uring;

/// <summary>Asks the kernel what it offers, by making rings of two entries and closing them again.</summary>
public static unsafe class IoUringProbe
{
    private const int OperationLengthMax = 256;
    private const ushort OperationIsSupported = 1;
    private const IoUringSetupFlags Deferred = IoUringSetupFlags.SingleIssuer | IoUringSetupFlags.DeferTaskRun;

    public static IoUringSupport Probe()
    {
        var parameters = default(IoUringParameters);
        var error = IoUringCalls.TrySetup(2, ref parameters, out var ring);
        using (ring)
        {
            if (error != Errno.None)
                return new IoUringSupport(false, 0, 0, error, Explain(error), []);
            var opcodes = ReadOpcodes(ring);
            return new IoUringSupport(
                true, parameters.Features, Judge(parameters.Features, opcodes), error, "", opcodes);
        }
    }

    /// <summary>What the ring in use can do; asks it alone and makes no other.</summary>
    /// <param name="ring">A ring.</param>
    /// <param name="parameters">As its setup answered.</param>
    public static IoUringCapabilities ReadCapabilities(SafeFileHandle ring, in IoUringParameters parameters)
        => Judge(parameters.Features, ReadOpcodes(ring), parameters.Flags);

    private static IoUringCapabilities Judge(IoUringFeatures features, List<IoUringOpcode> opcodes)
    {
        var flags = IoUringSetupFlags.None;
        if (Takes(Deferred)) flags |= Deferred;
        if (Takes(IoUringSetupFlags.NoSubmissionArray)) flags |= IoUringSetupFlags.NoSubmissionArray;
        return Judge(features, opcodes, flags);
    }

    /// <remarks>What has no bit of its own is known by an operation that came with the same kernel.</remarks>
    private static IoUringCapabilities Judge(
        IoUringFeatures features, List<IoUringOpcode> opcodes, IoUringSetupFlags flags)
    {
        var found = IoUringCapabilities.None;
        if (features.HasFlag(IoUringFeatures.ExtendedArgument)) found |= IoUringCapabilities.TimedWait;
        if (features.HasFlag(IoUringFeatures.ReceiveSendBundle)) found |= IoUringCapabilities.Bundles;
        if (features.HasFlag(IoUringFeatures.MinimumWait)) found |= IoUringCapabilities.MinimumWait;
        if (flags.HasFlag(Deferred)) found |= IoUringCapabilities.DeferredTaskRun;
        if (flags.HasFlag(IoUringSetupFlags.NoSubmissionArray)) found |= IoUringCapabilities.NoSubmissionArray;
        if (opcodes.Contains(IoUringOpcode.MsgRing))
            found |= IoUringCapabilities.RingMessages | IoUringCapabilities.RegisteredRing;
        if (opcodes.Contains(IoUringOpcode.Socket))
        {
            found |= IoUringCapabilities.SparseTables | IoUringCapabilities.MultishotAccept;
            found |= IoUringCapabilities.BufferRings;
        }

        if (opcodes.Contains(IoUringOpcode.UringCmd)) found |= IoUringCapabilities.Commands;
        if (opcodes.Contains(IoUringOpcode.SendZc))
            found |= IoUringCapabilities.SendZeroCopy | IoUringCapabilities.MultishotReceive;
        return found;
    }

    private static bool Takes(IoUringSetupFlags flags)
    {
        var parameters = new IoUringParameters { Flags = flags };
        var error = IoUringCalls.TrySetup(2, ref parameters, out var ring);
        ring.Dispose();
        return error == Errno.None;
    }

    private static string Explain(Errno error) => error switch
    {
        Errno.ENOSYS => "this kernel has no io_uring (5.6 or newer is needed)",
        Errno.EPERM => "io_uring is switched off: sysctl kernel.io_uring_disabled, or a seccomp filter",
        Errno.ENOMEM => "not enough lockable memory for a ring: raise the limit of locked memory",
        _ => $"io_uring_setup answers {error}",
    };

    /// <remarks><c>struct io_uring_probe</c>: 16 bytes, then 8 for each operation: op, reserved, flags,
    /// reserved.</remarks>
    private static List<IoUringOpcode> ReadOpcodes(SafeFileHandle ring)
    {
        const int HeadSize = 16;
        const int EntrySize = 8;
        const int Size = HeadSize + (OperationLengthMax * EntrySize);

        // SAFETY: zeroed as the kernel demands, and as large as the count it is told.
        var buffer = (byte*)NativeMemory.AllocZeroed(Size);
        try
        {
            List<IoUringOpcode> opcodes = [];
            if (IoUringCalls.Register(ring, IoUringRegisterOpcode.Probe, buffer, OperationLengthMax) != Errno.None)
                return opcodes;

            var count = Math.Min((int)buffer[1], OperationLengthMax);
            for (var i = 0; i < count; i++)
            {
                var entry = buffer + HeadSize + (i * EntrySize);
                if ((*(ushort*)(entry + 2) & OperationIsSupported) != 0) opcodes.Add((IoUringOpcode)entry[0]);
            }

            return opcodes;
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }
}

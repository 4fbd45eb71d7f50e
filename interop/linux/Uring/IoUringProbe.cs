using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Basalt.Interop.Linux.Uring;

/// <summary>Asks the kernel what it offers, by making a ring of two entries and closing it again.</summary>
public static unsafe class IoUringProbe
{
    private const int OperationLengthMax = 256;
    private const ushort OperationIsSupported = 1;

    public static IoUringSupport Probe()
    {
        var parameters = default(IoUringParameters);
        var error = IoUringCalls.TrySetup(2, ref parameters, out var ring);
        using (ring)
        {
            return error == Errno.None
                ? new IoUringSupport(true, parameters.Features, error, "", ReadOpcodes(ring))
                : new IoUringSupport(false, IoUringFeatures.None, error, Explain(error), []);
        }
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

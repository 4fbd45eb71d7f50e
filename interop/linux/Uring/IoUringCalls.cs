using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace Basalt.Interop.Linux.Uring;

/// <summary>The three calls of io_uring. The C library has no wrappers for them, so they go by number.</summary>
/// <remarks>425, 426 and 427 are the same on every architecture: they were added after the tables were
/// unified.</remarks>
public static unsafe partial class IoUringCalls
{
    private const long SetupNumber = 425;
    private const long EnterNumber = 426;
    private const long RegisterNumber = 427;

    /// <summary>Makes a ring.</summary>
    public static Errno TrySetup(uint entries, ref IoUringParameters parameters, out SafeFileHandle ring)
    {
        long descriptor;
        fixed (IoUringParameters* pointer = &parameters)
        {
            // SAFETY: the kernel reads and fills 120 bytes, the struct's tested size.
            descriptor = Setup(SetupNumber, entries, pointer);
        }

        if (descriptor < 0)
        {
            ring = new SafeFileHandle();
            return (Errno)Marshal.GetLastPInvokeError();
        }

        ring = new SafeFileHandle((nint)descriptor, ownsHandle: true);
        return Errno.None;
    }

    /// <summary>Submits, and waits for completions if asked; the count submitted, or a negative error number.</summary>
    /// <param name="ring">The ring's descriptor, which the caller keeps open, or its registered index.</param>
    /// <param name="submitCount">Entries to take from the submission ring.</param>
    /// <param name="waitCount">Completions to wait for.</param>
    /// <param name="flags">With <see cref="IoUringEnterFlags.ExtendedArgument"/>, <paramref name="wait"/> is
    /// read.</param>
    /// <param name="wait">Time limit, or null.</param>
    public static int Enter(
        int ring, uint submitCount, uint waitCount, IoUringEnterFlags flags, IoUringWaitArgument* wait)
    {
        var size = wait is null ? 0 : (nuint)sizeof(IoUringWaitArgument);
        var result = Enter(EnterNumber, ring, submitCount, waitCount, (uint)flags, wait, size);
        return result >= 0 ? (int)result : -Marshal.GetLastPInvokeError();
    }

    /// <summary>Registers buffers, files or asks for the opcodes; <paramref name="argument"/> as the opcode
    /// says.</summary>
    public static Errno Register(SafeFileHandle ring, IoUringRegisterOpcode opcode, void* argument, uint count)
    {
        using var held = new HeldHandle(ring);
        return Register(RegisterNumber, held.Descriptor, (uint)opcode, argument, count) >= 0
            ? Errno.None
            : (Errno)Marshal.GetLastPInvokeError();
    }

    /// <summary>As <see cref="Register(SafeFileHandle, IoUringRegisterOpcode, void*, uint)"/>, for a descriptor that
    /// the caller keeps open; what the kernel answers, or a negative error number.</summary>
    public static int Register(int ring, IoUringRegisterOpcode opcode, void* argument, uint count)
    {
        var result = Register(RegisterNumber, ring, (uint)opcode, argument, count);
        return result >= 0 ? (int)result : -Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Setup(long number, uint entries, IoUringParameters* parameters);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Enter(
        long number, int ring, uint submitCount, uint waitCount, uint flags, IoUringWaitArgument* wait, nuint size);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long Register(long number, int ring, uint opcode, void* argument, uint count);
}

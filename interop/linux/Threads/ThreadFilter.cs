using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Threads;

/// <summary>System calls that the calling thread is refused from now on, as a container's seccomp profile does. New
/// threads and processes have the filter of their maker; nothing takes it away. Spec: seccomp(2).</summary>
public static unsafe partial class ThreadFilter
{
    private const int SetNoNewPrivileges = 38; // PR_SET_NO_NEW_PRIVS of prctl.h
    private const int SetSeccomp = 22; // PR_SET_SECCOMP
    private const nint ModeFilter = 2; // SECCOMP_MODE_FILTER

    private const ushort LoadWord = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private const ushort JumpIfEqual = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private const ushort Return = 0x06; // BPF_RET | BPF_K
    private const uint ReturnError = 0x0005_0000; // SECCOMP_RET_ERRNO
    private const uint ReturnAllow = 0x7FFF_0000; // SECCOMP_RET_ALLOW

    private const uint NumberOffset = 0; // seccomp_data.nr
    private const uint SecondArgumentOffset = 24; // seccomp_data.args[1], its low word on little-endian machines

    /// <summary>Refuses one call.</summary>
    /// <param name="number">Of the call, on this machine's own architecture.</param>
    /// <param name="error">What it answers.</param>
    /// <param name="secondArgument">Refused with this alone, as an operation of a call that has many; null: with
    /// any.</param>
    public static Errno TryRefuse(uint number, Errno error, uint? secondArgument = null)
    {
        var steps = stackalloc Instruction[6];
        var count = 0;
        steps[count++] = new Instruction { Code = LoadWord, Value = NumberOffset };
        var toAllow = (byte)(secondArgument is null ? 1 : 3);
        steps[count++] = new Instruction { Code = JumpIfEqual, JumpFalse = toAllow, Value = number };
        if (secondArgument is { } argument)
        {
            steps[count++] = new Instruction { Code = LoadWord, Value = SecondArgumentOffset };
            steps[count++] = new Instruction { Code = JumpIfEqual, JumpFalse = 1, Value = argument };
        }

        steps[count++] = new Instruction { Code = Return, Value = ReturnError | (uint)error };
        steps[count++] = new Instruction { Code = Return, Value = ReturnAllow };
        var program = new Filter { Count = (ushort)count, Instructions = steps };
        if (Control(SetNoNewPrivileges, 1, 0, 0, 0) != 0) return (Errno)Marshal.GetLastPInvokeError();

        // SAFETY: the kernel copies program and instructions, locals of this frame, within the call.
        return Control(SetSeccomp, ModeFilter, (nint)(&program), 0, 0) == 0
            ? Errno.None
            : (Errno)Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nint argument2, nint argument3, nint argument4, nint argument5);

    /// <summary><c>struct sock_filter</c> of filter.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Instruction
    {
        public ushort Code;
        public byte JumpTrue;
        public byte JumpFalse;
        public uint Value;
    }

    /// <summary><c>struct sock_fprog</c> of filter.h.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Filter
    {
        public ushort Count;
        public Instruction* Instructions;
    }
}

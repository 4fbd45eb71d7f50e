using System.Diagnostics;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Threads;

namespace Basalt.Tests.Support.Processes;

/// <summary>A call that the kernel refuses to a program and its children, as a container's seccomp profile
/// does.</summary>
/// <param name="Number">Of the call.</param>
/// <param name="Error">What the kernel answers.</param>
/// <param name="SecondArgument">Refused with this alone; null: with any.</param>
public sealed record RefusedCall(uint Number, Errno Error, uint? SecondArgument = null)
{
    /// <summary>io_uring_setup; these numbers are the same on all architectures.</summary>
    public const uint RingSetup = 425;

    /// <summary>io_uring_register.</summary>
    public const uint RingRegister = 427;

    private const uint NoCall = 0xFFFF;

    /// <summary>Whether this kernel takes filters; a test that needs one is skipped otherwise.</summary>
    public static bool IsPossible
    {
        get
        {
            var answer = Errno.None;
            Run(() => answer = ThreadFilter.TryRefuse(NoCall, Errno.ENOSYS));
            return answer == Errno.None;
        }
    }

    /// <summary>Starts a program; this process may go on making the call.</summary>
    public Process Start(ProcessStartInfo start)
    {
        // So that what .NET makes once for all processes is not made by the thread with the filter.
        using (var first = Process.Start("/bin/true")) first.WaitForExit();
        Process? process = null;
        Run(() =>
        {
            if (ThreadFilter.TryRefuse(Number, Error, SecondArgument) == Errno.None) process = Process.Start(start);
        });
        return process ?? throw new InvalidOperationException("this kernel takes no seccomp filter");
    }

    private static void Run(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }
}

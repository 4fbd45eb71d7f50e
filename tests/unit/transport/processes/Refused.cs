using System.Diagnostics;

using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Threads;

using Xunit;

namespace Basalt.Tests.Unit.Transport.Processes;

/// <summary>Starts programs to which the kernel refuses a call, as a container's seccomp profile does.</summary>
internal static class Refused
{
    /// <summary>io_uring_setup; these numbers are the same on all architectures.</summary>
    public const uint RingSetup = 425;

    /// <summary>io_uring_register.</summary>
    public const uint RingRegister = 427;

    /// <summary>Starts a program; the filter is its own and its children's, not this process's.</summary>
    /// <param name="call">The call's number.</param>
    /// <param name="error">What the kernel answers.</param>
    /// <param name="secondArgument">With this alone; null: with any.</param>
    /// <param name="start">The program.</param>
    public static Process Start(uint call, Errno error, uint? secondArgument, ProcessStartInfo start)
    {
        // So that what .NET makes once for all processes is not made by the thread with the filter.
        using (var first = Process.Start("/bin/true")) first.WaitForExit();
        Process? process = null;
        var answer = Errno.None;
        var thread = new Thread(() =>
        {
            answer = ThreadFilter.TryRefuse(call, error, secondArgument);
            if (answer == Errno.None) process = Process.Start(start);
        });
        thread.Start();
        thread.Join();
        Assert.SkipUnless(answer == Errno.None, $"this kernel takes no seccomp filter ({answer})");
        return process!;
    }
}

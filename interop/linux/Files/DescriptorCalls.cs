using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

using static Tmds.Linux.LibC;

namespace Basalt.Interop.Linux.Files;

/// <summary>How many descriptors this process may have, and how many it has.</summary>
public static partial class DescriptorCalls
{
    private const int ResourceFiles = 7; // RLIMIT_NOFILE of asm-generic/resource.h

    /// <summary>The number that every descriptor must be below (RLIMIT_NOFILE of getrlimit(2)); it may change at any
    /// time, as by prlimit(1).</summary>
    public static Errno GetLimit(out long limit)
    {
        var result = GetResourceLimit(ResourceFiles, out var limits);
        limit = (long)Math.Min(limits.Current, long.MaxValue);
        return result == 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    /// <summary>The number that the next descriptor gets: all below it are taken (open(2)).</summary>
    /// <param name="any">An open descriptor.</param>
    /// <param name="number">Free, unless another thread takes it.</param>
    /// <returns><see cref="Errno.EMFILE"/>: there is none.</returns>
    public static Errno FindLowestFree(SafeHandle any, out int number)
    {
        using var held = new HeldHandle(any);
        number = fcntl(held.Descriptor, F_DUPFD_CLOEXEC, 0);
        if (number < 0) return (Errno)errno;
        new SafeFileHandle(number, ownsHandle: true).Dispose();
        return Errno.None;
    }

    [LibraryImport("libc", EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetResourceLimit(int resource, out ResourceLimit limit);

    /// <summary><c>struct rlimit</c> where addresses have 64 bits.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public ulong Current;
        public ulong Max;
    }
}

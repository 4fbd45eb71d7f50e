using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux.Threads;

/// <summary>What the calling thread may do beyond its user's rights, capabilities(7). Each thread has its own, and a
/// new one those of its maker.</summary>
public static partial class ThreadCapabilities
{
    private const uint Version3 = 0x2008_0522;

    /// <summary>Gives all of them up, for good.</summary>
    public static Errno DropAll()
    {
        var header = new Header { Version = Version3 };
        return CapabilitySet(ref header, new Sets[2]) == 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static partial int CapabilitySet(ref Header header, Sets[] sets);

    /// <summary><c>struct __user_cap_header_struct</c> of capget(2); process 0 is the calling thread.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public uint Version;
        public int Process;
    }

    /// <summary><c>struct __user_cap_data_struct</c>, of which version 3 has two.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Sets
    {
        public uint Effective;
        public uint Permitted;
        public uint Inheritable;
    }
}

using System.Runtime.InteropServices;
using System.Text;

using Microsoft.Win32.SafeHandles;

using Tmds.Linux;

using static Tmds.Linux.LibC;

namespace Basalt.Interop.Linux.Files;

/// <summary>
/// The file calls a block device needs, each as the kernel has it: an <see cref="Errno"/> comes back, nothing is
/// retried
/// and nothing decided.
/// </summary>
public static unsafe partial class FileCalls
{
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int LockNone = 8;

    /// <summary>Opens for reading and writing, makes the file (mode 0600) if it is not there; close on exec.</summary>
    public static Errno TryOpen(string path, AccessMode mode, out SafeFileHandle handle)
    {
        var flags = O_RDWR | O_CREAT | O_CLOEXEC | (mode == AccessMode.Direct ? O_DIRECT : 0);
        var bytes = Encoding.UTF8.GetBytes(path + '\0');
        int descriptor;
        fixed (byte* name = bytes)
        {
            // SAFETY: the name ends in NUL and is pinned for the call.
            descriptor = open(name, flags, (mode_t)0x180 /* 0600 */);
        }

        if (descriptor < 0)
        {
            handle = new SafeFileHandle();
            return (Errno)errno;
        }

        handle = new SafeFileHandle(descriptor, ownsHandle: true);
        return Errno.None;
    }

    /// <summary>Takes the whole-file lock that other processes respect; <see cref="Errno.EAGAIN"/> if another holds
    /// it.</summary>
    public static Errno TryLock(SafeFileHandle handle)
        => Flock(handle, LockExclusive | LockNonBlocking) == 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();

    /// <summary>Gives that lock up, also while the kernel still holds the open file for a ring that has
    /// ended.</summary>
    public static Errno Unlock(SafeFileHandle handle)
        => Flock(handle, LockNone) == 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();

    /// <summary>Sets the file's apparent size; what lies between is a hole.</summary>
    public static Errno Truncate(SafeFileHandle handle, long size)
    {
        using var held = new HeldHandle(handle);
        return ftruncate(held.Descriptor, size) == 0 ? Errno.None : (Errno)errno;
    }

    /// <summary>Reserves room on the file system; reads of it give zeros.</summary>
    public static Errno Allocate(SafeFileHandle handle, long offset, long size)
    {
        using var held = new HeldHandle(handle);
        return fallocate(held.Descriptor, FALLOC_FL_KEEP_SIZE, offset, size) == 0 ? Errno.None : (Errno)errno;
    }

    /// <summary>Gives room back to the file system; reads of it give zeros.</summary>
    public static Errno PunchHole(SafeFileHandle handle, long offset, long size)
    {
        using var held = new HeldHandle(handle);
        return fallocate(held.Descriptor, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, size) == 0
            ? Errno.None
            : (Errno)errno;
    }

    /// <summary>Makes durable what was written, and the metadata needed to read it back.</summary>
    public static Errno DataSync(SafeFileHandle handle)
    {
        using var held = new HeldHandle(handle);
        return fdatasync(held.Descriptor) == 0 ? Errno.None : (Errno)errno;
    }

    /// <summary>Reads up to the span's length; fewer at the end of the file.</summary>
    public static Errno ReadAt(SafeFileHandle handle, long offset, Span<byte> target, out int count)
    {
        using var held = new HeldHandle(handle);
        fixed (byte* bytes = target)
        {
            // SAFETY: the span is pinned for the call and the kernel writes at most its length.
            var result = (long)pread(held.Descriptor, bytes, (size_t)target.Length, offset);
            count = (int)Math.Max(result, 0);
            return result >= 0 ? Errno.None : (Errno)errno;
        }
    }

    /// <summary>Writes up to the span's length.</summary>
    public static Errno WriteAt(SafeFileHandle handle, long offset, ReadOnlySpan<byte> source, out int count)
    {
        using var held = new HeldHandle(handle);
        fixed (byte* bytes = source)
        {
            // SAFETY: the span is pinned for the call and the kernel only reads it.
            var result = (long)pwrite(held.Descriptor, bytes, (size_t)source.Length, offset);
            count = (int)Math.Max(result, 0);
            return result >= 0 ? Errno.None : (Errno)errno;
        }
    }

    /// <summary>How much room the file system below an open file has.</summary>
    public static Errno ReadSpace(SafeFileHandle handle, out FileSystemSpace space)
    {
        using var held = new HeldHandle(handle);
        statvfs buffer;
        if (fstatvfs(held.Descriptor, &buffer) != 0)
        {
            space = default;
            return (Errno)errno;
        }

        var unit = (long)buffer.f_frsize;
        space = new FileSystemSpace((long)(ulong)buffer.f_blocks * unit, (long)(ulong)buffer.f_bavail * unit);
        return Errno.None;
    }

    // Tmds.LibC has no flock.
    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle handle, int operation);
}

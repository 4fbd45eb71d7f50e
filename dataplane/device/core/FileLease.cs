using Basalt.Interop.Linux;
using Basalt.Interop.Linux.Files;

using Microsoft.Win32.SafeHandles;

namespace Basalt.Device;

/// <summary>
/// A pool file, opened and locked against other processes. Knows how much of its host's file system it may take: it
/// always leaves a part free, whatever the pool's own size is.
/// </summary>
public sealed class FileLease : IDisposable
{
    private FileLease(string path, SafeFileHandle handle, AccessMode mode, long size)
    {
        Path = path;
        Handle = handle;
        Mode = mode;
        Size = size;
        ReadSpace = () => FileCalls.ReadSpace(handle, out var space) == Errno.None ? space : null;
    }

    public string Path { get; }

    public SafeFileHandle Handle { get; }

    public AccessMode Mode { get; }

    /// <summary>Bytes, a multiple of the block.</summary>
    public long Size { get; }

    /// <summary>Opens the file, or makes it with the size given (0: 80 % of what is free). An existing file keeps its
    /// size unless a larger one is asked for; one that was not there is not there if it is refused.</summary>
    /// <exception cref="DeviceException">It cannot be opened or have that size, would be smaller than
    /// <paramref name="sizeMin"/>, or another process has it.</exception>
    public static FileLease Open(string path, long size, bool isDirectWanted, long sizeMin = 0)
    {
        var isNew = !File.Exists(path);
        var mode = AccessMode.Direct;
        var error = isDirectWanted ? FileCalls.TryOpen(path, mode, out var handle) : Refuse(out handle);
        if (error == Errno.EINVAL)
        {
            mode = AccessMode.Buffered;
            error = FileCalls.TryOpen(path, mode, out handle);
        }

        if (error != Errno.None) throw new DeviceException($"opening pool file {path}: {error}");
        try
        {
            if (FileCalls.TryLock(handle) is var locking && locking != Errno.None)
                throw new DeviceException($"pool file {path} is in use by another process ({locking})");
            return new FileLease(path, handle, mode, Fit(path, handle, size, sizeMin));
        }
        catch (DeviceException)
        {
            if (isNew) File.Delete(path);
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The host's file system now; null if it does not say. A test puts its own here.</summary>
    internal Func<FileSystemSpace?> ReadSpace { get; set; }

    /// <summary>Whether the host may give this much more and still keep its reserve. Who cannot know takes
    /// nothing.</summary>
    public bool IsRoomFor(long size)
        => ReadSpace() is { } space
            && space.AvailableSize - size >= space.TotalSize / 100 * DeviceLimits.HostFreePercentMin;

    /// <summary>Gives the lock up and closes. Closing alone would not do: a ring lets go of its registered files some
    /// time after its end.</summary>
    public void Dispose()
    {
        // Refused, the lock ends with the last reference to the file.
        if (!Handle.IsClosed) _ = FileCalls.Unlock(Handle);
        Handle.Dispose();
    }

    private static long Fit(string path, SafeFileHandle handle, long wanted, long sizeMin)
    {
        var present = RandomAccess.GetLength(handle);
        if (wanted == 0 && present == 0)
        {
            if (FileCalls.ReadSpace(handle, out var space) is var error && error != Errno.None)
                throw new DeviceException($"reading free space beside {path}: {error}");
            wanted = space.AvailableSize / 100 * DeviceLimits.HostUsePercentDefault;
        }

        var size = Math.Max(present, wanted) / IBlockDevice.BlockSize * IBlockDevice.BlockSize;
        if (size < sizeMin)
        {
            throw new DeviceException(
                $"pool file {path} would have {size} bytes, and a pool needs at least {sizeMin} ({sizeMin >> 20} MiB)")
            { IsOfSize = true };
        }

        if (size > present && FileCalls.Truncate(handle, size) is var failed && failed != Errno.None)
            throw new DeviceException($"sizing pool file {path} to {size} bytes: {failed}") { IsOfSize = true };
        return size;
    }

    private static Errno Refuse(out SafeFileHandle handle)
    {
        handle = new SafeFileHandle();
        return Errno.EINVAL;
    }
}

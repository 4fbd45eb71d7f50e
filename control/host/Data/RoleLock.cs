using System.Globalization;
using System.Text;

namespace Basalt.Control.Host.Data;

/// <summary>
/// The right to be one role of the cloud in a data directory. The lock file is locked for as long as its process lives,
/// however it ends; the pid file beside it says which process that is, and means nothing without the lock.
/// </summary>
internal sealed class RoleLock : IDisposable
{
    private readonly FileStream _lock;

    private RoleLock(FileStream file) => _lock = file;

    /// <summary>Null if another process has the role.</summary>
    /// <remarks>FileShare.None is flock(2) with LOCK_EX.</remarks>
    public static RoleLock? TryTake(string lockPath, string pidPath)
    {
        if (TryLock(lockPath) is not { } file) return null;
        OwnerFile.Write(pidPath, Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
        return new RoleLock(file);
    }

    /// <summary>The process that has the role now; null if none has.</summary>
    public static int? ReadOwner(string lockPath, string pidPath)
    {
        if (!File.Exists(lockPath)) return null;
        if (TryLock(lockPath) is { } free)
        {
            free.Dispose();
            return null;
        }

        // Between taking the lock and writing the pid there is a moment; 0 says that somebody is there, without a name.
        return File.Exists(pidPath)
            && int.TryParse(File.ReadAllText(pidPath), NumberStyles.Integer, CultureInfo.InvariantCulture, out var pid)
            ? pid
            : 0;
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnerFile.FileMode,
            });
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;

namespace Basalt.Node;

/// <summary>
/// What the node keeps on disk: DATA/node/{node-id,desired-state} and, beside control's, DATA/run/node.{lock,pid}.
/// The lock says whether a node runs; the pid file says which, and means nothing without the lock.
/// </summary>
internal sealed class NodeDirectory : IDisposable
{
    private const UnixFileMode OwnerOnlyDirectory =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream _lock;

    private NodeDirectory(string path, FileStream roleLock, string nodeId)
        => (Path, _lock, NodeId) = (path, roleLock, nodeId);

    public string Path { get; }

    /// <summary>32 hexadecimal digits, made at the first start.</summary>
    public string NodeId { get; }

    public string DesiredStatePath => System.IO.Path.Combine(Path, "desired-state");

    /// <summary>Takes the directory for this process; null if another node has it.</summary>
    public static NodeDirectory? TryOpen(string dataPath)
    {
        var path = System.IO.Path.Combine(dataPath, "node");
        var run = System.IO.Path.Combine(dataPath, "run");
        Directory.CreateDirectory(path, OwnerOnlyDirectory);
        Directory.CreateDirectory(run, OwnerOnlyDirectory);
        var roleLock = TryLock(System.IO.Path.Combine(run, "node.lock"));
        if (roleLock is null) return null;
        var processId = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        WriteAtomically(System.IO.Path.Combine(run, "node.pid"), System.Text.Encoding.ASCII.GetBytes(processId + "\n"));
        return new NodeDirectory(path, roleLock, ReadOrMakeId(System.IO.Path.Combine(path, "node-id")));
    }

    /// <summary>
    /// Replaces a file whole: after a crash it holds the old bytes or the new ones. (The rename itself may be lost with
    /// the machine's power, which leaves the old bytes: control sends its wishes again.)
    /// </summary>
    public static void WriteAtomically(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = path + ".new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnlyFile,
        };
        using (var file = new FileStream(temporary, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    public void Dispose() => _lock.Dispose();

    /// <remarks>FileShare.None is flock(2) with LOCK_EX; the kernel drops it with the process, however that
    /// ends.</remarks>
    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnerOnlyFile,
            });
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    private static string ReadOrMakeId(string path)
    {
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: 32 } id && id.All(char.IsAsciiHexDigit))
            return id;
#pragma warning disable RS0030 // The composition root draws identities: a node's is for ever.
        var made = RandomNumberGenerator.GetHexString(32, lowercase: true);
#pragma warning restore RS0030
        WriteAtomically(path, System.Text.Encoding.ASCII.GetBytes(made + "\n"));
        return made;
    }
}

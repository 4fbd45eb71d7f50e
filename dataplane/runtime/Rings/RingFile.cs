using System.Runtime.InteropServices;

using Basalt.Interop.Linux.Uring;

namespace Basalt.Runtime.Rings;

/// <summary>A descriptor as a ring knows it: a place in its table, or the number itself. Keeps its handle open until it
/// is disposed, on the ring's shard, when no operation uses it.</summary>
public sealed class RingFile : IDisposable
{
    private readonly RingFiles _files;
    private SafeHandle? _handle;

    internal RingFile(RingFiles files, SafeHandle handle, int number, bool isRegistered)
    {
        _files = files;
        _handle = handle;
        Number = number;
        IsRegistered = isRegistered;
    }

    public bool IsRegistered { get; }

    internal int Number { get; }

    /// <summary>Makes an entry one of this file.</summary>
    public void Aim(ref IoUringSubmission entry)
    {
        entry.Descriptor = Number;
        if (IsRegistered) entry.Flags |= IoUringSubmissionFlags.FixedFile;
    }

    public void Dispose()
    {
        if (_handle is not { } handle) return;
        _handle = null;
        if (IsRegistered) _files.Unregister(Number);
        handle.DangerousRelease();
    }
}

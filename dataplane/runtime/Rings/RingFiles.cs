using System.Runtime.InteropServices;

using Basalt.Interop.Linux.Uring;

namespace Basalt.Runtime.Rings;

/// <summary>The ring's table of registered files: the kernel need not look a descriptor up for each
/// operation.</summary>
internal sealed unsafe class RingFiles : IDisposable
{
    private const int None = -1;

    private readonly RingDriver _driver;
    private readonly Stack<int> _free = new();
    private bool _isOpen;

    public RingFiles(RingDriver driver)
    {
        _driver = driver;
        var count = driver.Options.FileCountMax;
        if (count == 0 || !driver.Capabilities.HasFlag(IoUringCapabilities.SparseTables)) return;
        var table = new IoUringResourceRegistration { Count = (uint)count, Flags = IoUringResourceFlags.Sparse };

        // Refused, as above the limit of open files, the table stays empty and descriptors stay ordinary.
        var answer = driver.Queue.Register(
            IoUringRegisterOpcode.Files2, &table, (uint)sizeof(IoUringResourceRegistration));
        if (answer < 0) return;
        _isOpen = true;
        for (var i = count - 1; i >= 0; i--) _free.Push(i);
    }

    /// <summary>Places that are taken.</summary>
    public int Count => _isOpen ? _driver.Options.FileCountMax - _free.Count : 0;

    public RingFile Register(SafeHandle handle)
    {
        var isHeld = false;
        handle.DangerousAddRef(ref isHeld);
        var descriptor = (int)handle.DangerousGetHandle();
        if (!_free.TryPop(out var place)) return new RingFile(this, handle, descriptor, isRegistered: false);
        if (TryPut(place, descriptor)) return new RingFile(this, handle, place, isRegistered: true);
        _free.Push(place);
        return new RingFile(this, handle, descriptor, isRegistered: false);
    }

    public void Unregister(int place)
    {
        // After the ring's end the table has gone with it.
        if (_isOpen && TryPut(place, None)) _free.Push(place);
    }

    public void Dispose() => _isOpen = false;

    private bool TryPut(int place, int descriptor)
    {
        // SAFETY: the descriptor is a local of this frame, read by the kernel within the call.
        var update = new IoUringResourceUpdate { Offset = (uint)place, Data = (ulong)&descriptor };
        return _driver.Queue.Register(IoUringRegisterOpcode.FilesUpdate, &update, 1) == 1;
    }
}

using System.Runtime.InteropServices;

namespace Basalt.Interop.Linux;

/// <summary>Keeps a handle from being closed while its bare descriptor is with the kernel.</summary>
internal readonly ref struct HeldHandle
{
    private readonly SafeHandle _handle;
    private readonly bool _isHeld;

    public HeldHandle(SafeHandle handle)
    {
        _handle = handle;
        handle.DangerousAddRef(ref _isHeld);
        Descriptor = (int)handle.DangerousGetHandle();
    }

    public int Descriptor { get; }

    public void Dispose()
    {
        if (_isHeld) _handle.DangerousRelease();
    }
}

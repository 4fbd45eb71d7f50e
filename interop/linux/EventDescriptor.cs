using Microsoft.Win32.SafeHandles;

using static Tmds.Linux.LibC;

namespace Basalt.Interop.Linux;

/// <summary>An eventfd: a counter that one thread raises to wake another that waits in the kernel.</summary>
public sealed unsafe class EventDescriptor : IDisposable
{
    public EventDescriptor()
    {
        var descriptor = eventfd(0, EFD_CLOEXEC);
        if (descriptor < 0) throw new LinuxException("eventfd", (Errno)errno);
        Handle = new SafeFileHandle(descriptor, ownsHandle: true);
    }

    public SafeFileHandle Handle { get; }

    /// <summary>Adds one to the counter; any thread.</summary>
    public void Raise()
    {
        using var held = new HeldHandle(Handle);
        ulong one = 1;

        // SAFETY: eight bytes of this frame, read by the kernel within the call.
        var written = (long)write(held.Descriptor, &one, sizeof(ulong));
        if (written != sizeof(ulong)) throw new LinuxException("write to an eventfd", (Errno)errno);
    }

    public void Dispose() => Handle.Dispose();
}

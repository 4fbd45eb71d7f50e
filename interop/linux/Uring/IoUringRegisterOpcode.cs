namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_REGISTER_*</c> of io_uring.h.</summary>
public enum IoUringRegisterOpcode : uint
{
    Buffers = 0,
    UnregisterBuffers = 1,
    Files = 2,
    UnregisterFiles = 3,
    Probe = 8,
}

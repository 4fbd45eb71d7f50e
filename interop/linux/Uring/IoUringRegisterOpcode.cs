namespace Basalt.Interop.Linux.Uring;

/// <summary><c>IORING_REGISTER_*</c> of io_uring.h, as of 6.18.</summary>
public enum IoUringRegisterOpcode : uint
{
    Buffers = 0,
    UnregisterBuffers = 1,
    Files = 2,
    UnregisterFiles = 3,
    EventDescriptor = 4,
    UnregisterEventDescriptor = 5,
    FilesUpdate = 6,
    EventDescriptorAsync = 7,
    Probe = 8,
    Personality = 9,
    UnregisterPersonality = 10,
    Restrictions = 11,
    EnableRings = 12,

    /// <summary>With tags, and as a sparse table.</summary>
    Files2 = 13,
    FilesUpdate2 = 14,
    Buffers2 = 15,
    BuffersUpdate = 16,
    WorkerAffinity = 17,
    UnregisterWorkerAffinity = 18,
    WorkersMax = 19,

    /// <summary>Puts a ring's descriptor into the calling thread's own table.</summary>
    RingDescriptors = 20,
    UnregisterRingDescriptors = 21,

    /// <summary>A ring of provided buffers.</summary>
    BufferRing = 22,
    UnregisterBufferRing = 23,
    SyncCancel = 24,
    FileAllocationRange = 25,
    BufferRingStatus = 26,
    Napi = 27,
    UnregisterNapi = 28,
    Clock = 29,
    CloneBuffers = 30,
    SendMessage = 31,
    ZeroCopyReceiveQueue = 32,
    ResizeRings = 33,
    MemoryRegion = 34,
    Query = 35,

    /// <summary>Added to the opcode: the descriptor is an index of <see cref="RingDescriptors"/>.</summary>
    UseRegisteredRing = 1u << 31,
}

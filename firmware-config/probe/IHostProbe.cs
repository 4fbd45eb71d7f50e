using Basalt.FirmwareConfig.Model;

namespace Basalt.FirmwareConfig.Probe;

/// <summary>What this host is; it only reads. Null: this host does not tell.</summary>
public interface IHostProbe
{
    /// <summary>The running kernel.</summary>
    Version? KernelVersion();

    /// <summary>Whether this process may use io_uring, and what it can do.</summary>
    IoUringReading IoUring();

    /// <summary>RLIMIT_MEMLOCK; unlimited for a process that may lock memory at will.</summary>
    ResourceLimit? LockedMemory();

    /// <summary>RLIMIT_NOFILE.</summary>
    ResourceLimit? OpenFiles();

    /// <summary>Pages of that size set aside; null if the host has none of that size.</summary>
    long? HugePages(long pageSize);

    /// <summary>Processors that the scheduler leaves alone.</summary>
    ProcessorSet? IsolatedProcessors();

    /// <summary>Null if there is nothing of that name, or it is neither device nor file.</summary>
    BlockDeviceReading? Device(string path);
}

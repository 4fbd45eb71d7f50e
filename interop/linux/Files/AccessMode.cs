namespace Basalt.Interop.Linux.Files;

/// <summary>How the kernel's page cache takes part in a file's reads and writes.</summary>
public enum AccessMode
{
    /// <summary>O_DIRECT: buffers, offsets and sizes are multiples of the device's block.</summary>
    Direct,

    /// <summary>Through the page cache, for file systems that refuse O_DIRECT.</summary>
    Buffered,
}

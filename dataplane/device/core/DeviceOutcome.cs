namespace Basalt.Device;

/// <summary>How a device operation ended.</summary>
public enum DeviceOutcome
{
    Done,

    /// <summary>The device, or what lies below it, has no room.</summary>
    OutOfSpace,

    /// <summary>The medium failed this read, write or flush. After a failed flush nothing unflushed may be relied
    /// on.</summary>
    Failed,
}

namespace Basalt.Device;

/// <summary>The limits of device rooms.</summary>
public static class DeviceLimits
{
    /// <summary>Percent of what is free that a new pool file may grow to, if no size is given.</summary>
    public const int HostUsePercentDefault = 80;

    /// <summary>Percent of the host's file system that a pool file always leaves free.</summary>
    public const int HostFreePercentMin = 5;

    /// <summary>Threads of a device without a ring: how many of its calls run at once.</summary>
    public const int FileThreadCount = 4;

    /// <summary>Calls waiting for one of these threads. Callers bound what they have in flight far below.</summary>
    public const int FileQueueLengthMax = 4096;

    /// <summary>Times an interrupted call is made again before it counts as failed.</summary>
    public const int RetryCountMax = 16;
}

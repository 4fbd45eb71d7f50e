namespace Basalt.Device.Uring;

/// <summary>The limits of a device on a ring; how many operations may be with the kernel is the ring's.</summary>
public static class UringLimits
{
    /// <summary>Ended operations that a device keeps for the next ones.</summary>
    public const int PooledCountMax = 1024;

    /// <summary>Times an interrupted operation is submitted again before it counts as failed.</summary>
    public const int RetryCountMax = 64;
}

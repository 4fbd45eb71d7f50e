namespace Basalt.Device.Uring;

/// <summary>The limits of a ring.</summary>
public static class UringLimits
{
    /// <summary>Operations with the kernel at once; further ones wait their turn in the ring's own queue.</summary>
    public const int OperationCountMax = 255;

    /// <summary>Entries of the submission ring: one for each operation and one for the wake-up.</summary>
    public const int SubmissionEntryCount = 256;

    /// <summary>Times an interrupted operation is submitted again before it counts as failed.</summary>
    public const int RetryCountMax = 64;
}

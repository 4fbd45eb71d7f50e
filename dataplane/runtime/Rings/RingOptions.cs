namespace Basalt.Runtime.Rings;

/// <summary>How large a ring and its tables are.</summary>
public sealed record RingOptions
{
    /// <summary>Entries of the submission ring; the kernel rounds up to a power of two.</summary>
    public int SubmissionEntryCount { get; init; } = RingLimits.SubmissionEntryCount;

    /// <summary>Entries of the completion ring; the kernel rounds up to a power of two.</summary>
    public int CompletionEntryCount { get; init; } = RingLimits.CompletionEntryCount;

    /// <summary>Operations with the kernel at once.</summary>
    public int OperationCountMax { get; init; } = RingLimits.OperationCountMax;

    /// <summary>Places of the table of registered files; 0: none is registered.</summary>
    public int FileCountMax { get; init; } = RingLimits.FileCountMax;

    /// <summary>Places of the table of registered buffers; 0: none is registered.</summary>
    public int SlabCountMax { get; init; } = RingLimits.SlabCountMax;

    /// <summary>Told once if something slower is used than could be, and what mends it.</summary>
    public Action<string> Warn { get; init; } = static _ => { };
}

namespace Basalt.Runtime.Rings;

/// <summary>The limits of a ring.</summary>
public static class RingLimits
{
    /// <summary>Entries of the submission ring, unless set: what one call can hand over.</summary>
    public const int SubmissionEntryCount = 512;

    /// <summary>Entries of the completion ring, unless set; more wait in the kernel until the shard has read.</summary>
    public const int CompletionEntryCount = 4096;

    /// <summary>Operations with the kernel at once, unless set; further ones wait in order for one to end.</summary>
    public const int OperationCountMax = 32 * 1024;

    /// <summary>Completions run in one turn, before the shard's other queues have theirs.</summary>
    public const int TurnCompletionCountMax = 256;

    /// <summary>Places of the table of registered files, unless set.</summary>
    public const int FileCountMax = 64;

    /// <summary>Places of the table of registered buffers, each a slab of a pool, unless set.</summary>
    public const int SlabCountMax = 1024;

    /// <summary>Buffers of a ring of provided buffers: what the kernel takes.</summary>
    public const int ProvidedBufferCountMax = 32 * 1024;

    /// <summary>Rings of provided buffers of one driver.</summary>
    public const int BufferRingCountMax = 16;

    /// <summary>How long a sleeping shard lets ends that nobody waits for lie, in microseconds.</summary>
    public const int QuietMicrosecondsMax = 50;

    /// <summary>Gathered operations with the kernel, from which on a sleeping shard waits for several of
    /// them.</summary>
    public const int GatherCountMin = 8;

    /// <summary>Of the gathered operations with the kernel, the part that a sleeping shard waits for: a third. More
    /// would leave the device idle until the shard has made new ones.</summary>
    public const int GatherShare = 3;

    /// <summary>How long the first of gathered operations waits for the others, in microseconds.</summary>
    public const int GatherMicrosecondsMax = 30;

    /// <summary>Gathered operations that are handed over before a turn's end: the device works on them while the turn
    /// makes the next.</summary>
    public const int GatherSubmissionCount = 16;

    /// <summary>Waits of <see cref="EndWaitTime"/> for what is still with the kernel when a ring ends.</summary>
    public const int EndWaitCountMax = 50;

    public static TimeSpan EndWaitTime => TimeSpan.FromMilliseconds(100);
}

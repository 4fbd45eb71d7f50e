namespace Basalt.Runtime.Rings;

/// <summary>What a ring has done since it started. Counted on its shard; any thread may read, and sees about the
/// present.</summary>
public sealed class RingStatistics
{
    /// <summary>Calls of io_uring_enter.</summary>
    public long EnterCount { get; internal set; }

    /// <summary>Of these, those that waited.</summary>
    public long SleepCount { get; internal set; }

    /// <summary>Entries handed to the kernel.</summary>
    public long SubmissionCount { get; internal set; }

    /// <summary>Completions of operations.</summary>
    public long CompletionCount { get; internal set; }

    /// <summary>Completions whose operation had gone: none, unless the kernel or we are wrong.</summary>
    public long StaleCount { get; internal set; }

    /// <summary>Operations that had to wait for a slot or for room.</summary>
    public long WaitCount { get; internal set; }
}

namespace Basalt.Runtime;

/// <summary>The limits of a shard.</summary>
public static class ShardLimits
{
    /// <summary>Messages waiting in a mailbox; the next sender is told Busy.</summary>
    public const int MailboxLengthMax = 64 * 1024;

    /// <summary>Items of each queue run in one turn, before the driver is polled again.</summary>
    public const int TurnLengthMax = 256;

    /// <summary>Answers that may run one inside the other, before the next waits for its own place in the
    /// turn.</summary>
    public const int InlineDepthMax = 8;

    /// <summary>Timers set at once on a shard.</summary>
    public const int TimerCountMax = 1024 * 1024;

    /// <summary>Shards of a process that wake each other by messages.</summary>
    public const int ShardCountMax = 256;

    /// <summary>Sleeps without looking first, after looking was in vain that often in a row; doubled each
    /// time.</summary>
    public const int SpinPauseMax = 64;

    /// <summary>How long a shard looks for more before it sleeps, unless set.</summary>
    public static TimeSpan SpinTimeDefault => TimeSpan.FromMicroseconds(10);
}

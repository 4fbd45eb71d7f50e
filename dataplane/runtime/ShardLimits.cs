namespace Basalt.Runtime;

/// <summary>The limits of a shard.</summary>
public static class ShardLimits
{
    /// <summary>Messages waiting in a mailbox; the next sender is told Busy.</summary>
    public const int MailboxLengthMax = 64 * 1024;

    /// <summary>Items of each queue run in one turn, before the driver is polled again.</summary>
    public const int TurnLengthMax = 256;
}

namespace Basalt.Control.Nodes;

/// <summary>Bounds of what nodes may ask of control.</summary>
public static class NodeLimits
{
    /// <summary>Nodes one control process keeps; a registration past it is refused.</summary>
    public const int NodeCountMax = 1024;

    /// <summary>Bytes of one message from a node; the largest is a report with its listeners.</summary>
    public const int MessageSizeMax = 64 * 1024;

    /// <summary>Characters of a token: Fernet tokens stay under 300, a longer string is not one.</summary>
    public const int TokenLengthMax = 4096;

    /// <summary>Characters of an access key, date, region or service name.</summary>
    public const int ScopePartLengthMax = 128;

    /// <summary>How often a node hears from control; after <see cref="StaleAfter"/> without it takes control for
    /// away.</summary>
    public static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromMilliseconds(250);

    /// <summary>How often identity's revision is read.</summary>
    public static readonly TimeSpan RevisionPeriod = TimeSpan.FromMilliseconds(200);

    /// <summary>A revision read longer ago than this is no longer sent: a node must not trust what control cannot
    /// see.</summary>
    public static readonly TimeSpan RevisionAgeMax = TimeSpan.FromMilliseconds(500);

    /// <summary>Without a revision read for this long control is not ready: longer than above, so that a busy moment is
    /// not told as a failure.</summary>
    public static readonly TimeSpan UnreadableAfter = TimeSpan.FromSeconds(2);

    /// <summary>A node's own bound on the silence of control.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(1);

    /// <summary>How long a new stream may take to say whose it is.</summary>
    public static readonly TimeSpan FirstReportWait = TimeSpan.FromSeconds(5);
}

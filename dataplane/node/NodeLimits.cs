namespace Basalt.Node;

/// <summary>Bounds of the node's own dealings with control.</summary>
internal static class NodeLimits
{
    /// <summary>Bytes of a message from control; the largest is the whole desired state.</summary>
    public const int MessageSizeMax = 4 * 1024 * 1024;

    /// <summary>Cached token validations, and as many authorisations of access keys.</summary>
    public const int AuthorizationCountMax = 8192;

    /// <summary>Cached signing keys: an access key has one for each date, region and service it is used with.</summary>
    public const int SigningKeyCountMax = 8192;

    /// <summary>Questions to identity under way at once; more are answered as if control were away.</summary>
    public const int QuestionCountMax = 512;

    /// <summary>How long identity may take for one answer.</summary>
    public static readonly TimeSpan QuestionWaitMax = TimeSpan.FromSeconds(5);

    /// <summary>Silence of control after which what it said last is no longer taken for current.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(1);

    /// <summary>A report goes to control at each change, and at least this often.</summary>
    public static readonly TimeSpan ReportPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Wait before connecting to control again: from the first to the second, doubling.</summary>
    public static readonly TimeSpan ReconnectWaitMin = TimeSpan.FromMilliseconds(20);

    public static readonly TimeSpan ReconnectWaitMax = TimeSpan.FromMilliseconds(200);

    /// <summary>How long control may take to register the node.</summary>
    public static readonly TimeSpan RegisterWaitMax = TimeSpan.FromSeconds(5);

    /// <summary>Wait before applying again what could not be applied.</summary>
    public static readonly TimeSpan ApplyRetryWait = TimeSpan.FromSeconds(2);

    /// <summary>How long requests under way may take to end when the node stops.</summary>
    public static readonly TimeSpan DrainWaitMax = TimeSpan.FromSeconds(8);
}

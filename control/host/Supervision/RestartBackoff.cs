namespace Basalt.Control.Host.Supervision;

/// <summary>How long to wait before the node is started again: not at all after a long life, then longer each
/// time.</summary>
internal sealed class RestartBackoff
{
    public static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(200);

    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    /// <summary>A node that lived this long is not failing at its start.</summary>
    public static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(10);

    private TimeSpan _next = TimeSpan.Zero;

    public TimeSpan Next(TimeSpan lived)
    {
        if (lived >= HealthyAfter) _next = TimeSpan.Zero;
        var wait = _next;
        var longer = _next == TimeSpan.Zero ? WaitMin : _next * 2;
        _next = longer < WaitMax ? longer : WaitMax;
        return wait;
    }
}

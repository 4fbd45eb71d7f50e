namespace Basalt.Control.Host.Supervision;

/// <summary>How long to wait before the node is started again: not at all if it had come to serve, however short its
/// life; longer each time if it fails at its start.</summary>
internal sealed class RestartBackoff
{
    public static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(200);

    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private TimeSpan _next = TimeSpan.Zero;

    public TimeSpan Next(bool wasReady)
    {
        if (wasReady) _next = TimeSpan.Zero;
        var wait = _next;
        var longer = _next == TimeSpan.Zero ? WaitMin : _next * 2;
        _next = longer < WaitMax ? longer : WaitMax;
        return wait;
    }
}

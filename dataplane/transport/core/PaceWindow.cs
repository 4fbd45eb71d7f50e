namespace Basalt.Transport;

/// <summary>
/// Whether a peer keeps the pace, over stretches of <see cref="TransportLimits.RateGrace"/> of waiting for it. What it
/// did well before does not pay for a later stall.
/// </summary>
internal struct PaceWindow
{
    private TimeSpan _waited;
    private long _sizeBefore;

    /// <summary>Begins anew.</summary>
    /// <param name="size">Bytes moved so far.</param>
    public void Begin(long size)
    {
        _waited = TimeSpan.Zero;
        _sizeBefore = size;
    }

    /// <summary>The peer was waited for.</summary>
    /// <param name="size">Bytes moved so far.</param>
    /// <param name="waited">For how long.</param>
    /// <param name="limits">The pace.</param>
    /// <returns>False: too slow.</returns>
    public bool Keeps(long size, TimeSpan waited, TransportLimits limits)
    {
        _waited += waited;
        if (_waited < limits.RateGrace) return true;
        var isKept = size - _sizeBefore >= limits.RateMin * _waited.TotalSeconds;
        Begin(size);
        return isKept;
    }
}

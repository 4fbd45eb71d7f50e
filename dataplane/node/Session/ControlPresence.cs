namespace Basalt.Node.Session;

/// <summary>When control was last heard, and which identity revision it told. Thread safe, without a lock.</summary>
internal sealed class ControlPresence(TimeProvider time)
{
    private long _heardAt = long.MinValue;
    private long _revision;

    /// <summary>The newest identity revision; an answer of an older one is not current.</summary>
    public ulong Revision => (ulong)Volatile.Read(ref _revision);

    /// <summary>How long control has been silent; very long before it was heard first.</summary>
    public TimeSpan Silence
    {
        get
        {
            var heardAt = Volatile.Read(ref _heardAt);
            return heardAt == long.MinValue ? TimeSpan.MaxValue : time.GetElapsedTime(heardAt);
        }
    }

    public bool IsStale => Silence > NodeLimits.StaleAfter;

    public void Heard(ulong revision)
    {
        Volatile.Write(ref _revision, (long)revision);
        Volatile.Write(ref _heardAt, time.GetTimestamp());
    }
}

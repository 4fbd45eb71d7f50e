namespace Basalt.Runtime;

/// <summary>
/// How a shard's thread takes part in the outside world: what it polls each turn, and how it sleeps. Except for
/// <see cref="Wake"/>, called on the shard's thread alone.
/// </summary>
public abstract class ShardDriver : IDisposable
{
    /// <summary>Called once, on the shard's thread, before its first turn.</summary>
    public virtual void Start()
    {
    }

    /// <summary>Whether <see cref="Poll"/> would find something: asked often, so it looks at memory alone.</summary>
    public virtual bool HasWork => false;

    /// <summary>Whether a shard that found nothing should look again for a moment, before it sleeps.</summary>
    public virtual bool IsLookUseful => true;

    /// <summary>Runs what has come, a bounded part of it, and hands over what was prepared if there is nothing to run;
    /// the count of what has come.</summary>
    public abstract int Poll();

    /// <summary>Hands over what was prepared, and comes back at once.</summary>
    public virtual void Flush()
    {
    }

    /// <summary>Hands over what was prepared, and sleeps until something has come, or <see cref="Wake"/> was called,
    /// also if just before, or the time is over.</summary>
    /// <param name="limit">Longest sleep; <see cref="Timeout.InfiniteTimeSpan"/>: without end.</param>
    public abstract void Sleep(TimeSpan limit);

    /// <summary>Ends the present or the next <see cref="Sleep"/>; any thread.</summary>
    public abstract void Wake();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing)
    {
    }
}

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

    /// <summary>Hands over what was prepared and runs what has come; the count of what has come.</summary>
    public abstract int Poll();

    /// <summary>Sleeps until something has come or <see cref="Wake"/> was called, also if just before.</summary>
    public abstract void Sleep();

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

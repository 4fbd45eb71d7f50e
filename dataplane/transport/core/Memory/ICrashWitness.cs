namespace Basalt.Transport.Memory;

/// <summary>What somebody else must be told of when the process it is in dies at once.</summary>
internal interface ICrashWitness
{
    /// <summary>Its process is gone; runs outside of it, as a kernel does.</summary>
    void OnCrash();
}

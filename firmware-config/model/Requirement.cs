namespace Basalt.FirmwareConfig.Model;

/// <summary>One thing that a host should have.</summary>
/// <param name="Necessity">Whether it may lack it.</param>
/// <param name="Position">Where the profile says so.</param>
public abstract record Requirement(Necessity Necessity, SourcePosition Position)
{
    /// <summary>What is asked for, apart from how much: a profile names each subject once.</summary>
    public abstract string Subject { get; }
}

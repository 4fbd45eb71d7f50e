namespace Basalt.Transport.Simulation;

/// <summary>What a simulated network does to what it carries.</summary>
public sealed record SimulatedNetworkOptions
{
    /// <summary>The least time under way.</summary>
    public TimeSpan DelayMin { get; init; } = TimeSpan.FromMicroseconds(20);

    /// <summary>The most time under way. One direction of a connection keeps its order; all else is
    /// reordered.</summary>
    public TimeSpan DelayMax { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Bytes that travel together, at most: what was written whole arrives in parts.</summary>
    public int PortionSizeMax { get; init; } = 16 * 1024;

    /// <summary>Of a million messages, so many reset their connection instead of arriving.</summary>
    public int ResetsPerMillion { get; init; }

    /// <summary>Of a million messages, so many are the last that their direction carries: the peer falls
    /// silent.</summary>
    public int SilencesPerMillion { get; init; }
}

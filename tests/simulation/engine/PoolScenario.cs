namespace Basalt.Tests.Simulation.Engine;

/// <summary>What happens to the pool of one seed.</summary>
internal enum PoolScenario
{
    /// <summary>Power is lost, or the process killed, at any write, flush or discard.</summary>
    PowerLoss,

    /// <summary>As above, and then a bit rots where it lies.</summary>
    Rot,

    /// <summary>Reads, writes and flushes fail, the host fills up, the device stalls; then power is lost.</summary>
    Faults,
}

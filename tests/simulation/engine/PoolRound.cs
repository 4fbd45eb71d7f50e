namespace Basalt.Tests.Simulation.Engine;

/// <summary>What one opening of the simulated pool is for.</summary>
internal enum PoolRound
{
    /// <summary>Check what is there, then work until power is lost or all is done.</summary>
    Work,

    /// <summary>Check what is there and close.</summary>
    Check,

    /// <summary>A bit has rotted: whatever is answered must still be right.</summary>
    CheckRot,

    /// <summary>Delete everything: nothing may be left.</summary>
    Empty,
}

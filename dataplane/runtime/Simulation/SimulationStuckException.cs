namespace Basalt.Runtime.Simulation;

/// <summary>A simulation cannot end: a wake-up was lost, work goes round in circles, or it left the one
/// thread.</summary>
public sealed class SimulationStuckException(string message) : Exception(message);

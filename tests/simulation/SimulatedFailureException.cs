namespace Basalt.Tests.Simulation;

/// <summary>A checker saw what may never be.</summary>
internal sealed class SimulatedFailureException(string what) : Exception(what);

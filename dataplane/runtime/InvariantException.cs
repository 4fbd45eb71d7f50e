namespace Basalt.Runtime;

/// <summary>A broken invariant, in simulations only: elsewhere the process has ended.</summary>
public sealed class InvariantException(string message) : Exception(message);

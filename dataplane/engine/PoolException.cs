namespace Basalt.Engine;

/// <summary>An engine operation whose result is a value could not end well; front ends map the outcome as any
/// other.</summary>
public sealed class PoolException : Exception
{
    public PoolException(PoolOutcome outcome, string message)
        : base(message) => Outcome = outcome;

    public PoolException(PoolOutcome outcome, string message, Exception innerException)
        : base(message, innerException) => Outcome = outcome;

    public PoolOutcome Outcome { get; }
}

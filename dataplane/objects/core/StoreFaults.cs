using Basalt.Engine;

namespace Basalt.Objects.Core;

/// <summary>Where the engine could not even answer: a face asks here what it was, and maps it as any outcome.</summary>
public static class StoreFaults
{
    /// <summary>Null if the exception is not the engine's: then it is not for a face to catch.</summary>
    public static ObjectOutcome? OutcomeOf(Exception exception)
        => (exception as PoolException)?.Outcome.ToObjectOutcome();
}

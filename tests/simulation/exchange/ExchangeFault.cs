namespace Basalt.Tests.Simulation.Exchange;

/// <summary>Mistakes of the kind that a reactor breeds, switched on one at a time: each must be found.</summary>
internal enum ExchangeFault
{
    None,

    /// <summary>The worker goes to sleep without a second look at its queue.</summary>
    LostWakeUp,

    /// <summary>An answer completes whatever is in its slot, also once its own request was given up.</summary>
    DoubleCompletion,

    /// <summary>A buffer goes back to its pool while the worker still has to read it.</summary>
    BufferReturnedEarly,
}

namespace Basalt.Tests.Simulation.Exchange;

/// <summary>How a request ended.</summary>
internal enum ExchangeOutcome
{
    Answered,

    /// <summary>Nothing came in time. Right only while the server was stopped.</summary>
    TimedOut,

    /// <summary>The connection broke: the server may or may not have done it.</summary>
    Broken,
}

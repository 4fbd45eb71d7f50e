namespace Basalt.Tests.Simulation;

/// <summary>One seed's run of one scenario. Runs once.</summary>
internal interface ISimulation
{
    /// <summary>Equal whenever the seed is.</summary>
    ulong TraceHash { get; }

    /// <summary>What clients asked, and what devices were asked for them.</summary>
    long OperationCount { get; }

    /// <summary>Throws what a checker, an invariant or the scheduler has to say.</summary>
    void Run();
}

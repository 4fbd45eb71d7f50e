namespace Basalt.Tests.Conformance.Lifecycle;

/// <summary>From starting the program to the first token.</summary>
/// <param name="Took">By the clock on the wall.</param>
/// <param name="Used">Processor time of control and node.</param>
/// <param name="OthersShare">Part of the machine that other processes used meanwhile: 0 to 1.</param>
internal sealed record StartMeasure(TimeSpan Took, TimeSpan Used, double OthersShare);

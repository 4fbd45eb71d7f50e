namespace Basalt.Tests.Support.Processes;

/// <summary>How a verb ended, and what it said.</summary>
public sealed record BasaltResult(int ExitCode, string Output, string Error);

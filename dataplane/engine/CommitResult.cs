namespace Basalt.Engine;

/// <summary>How a commit ended; the version is that of the names it put, 0 unless done.</summary>
public readonly record struct CommitResult(PoolOutcome Outcome, ulong Version);

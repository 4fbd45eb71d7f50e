namespace Basalt.Tests.Simulation;

/// <summary>What a run came to: the hash of its events, and how much it did.</summary>
internal readonly record struct SeedRun(ulong TraceHash, long OperationCount)
{
    public override string ToString() => $"{TraceHash:x16} ({OperationCount} operations)";
}

namespace Basalt.Perf.Load.Churn;

/// <summary>What a server holds at a moment.</summary>
/// <param name="Held">Counts that are to come back to what they were: connections, blocks, buffers and so on.</param>
/// <param name="HeapSize">Bytes of its managed heap; at rest after collecting.</param>
/// <param name="ResidentSize">Bytes of VmRSS.</param>
/// <param name="Accepted">Connections let in since it began.</param>
/// <param name="Ended">How connections have ended since it began.</param>
/// <param name="Cpu">Processor time that it has used.</param>
internal sealed record ChurnSample(
    IReadOnlyDictionary<string, long> Held, long HeapSize, long ResidentSize, long Accepted, string Ended,
    TimeSpan Cpu);

using HdrHistogram;

namespace Basalt.Perf.Load;

/// <summary>What one run measured.</summary>
/// <param name="Operations">Answered as hoped.</param>
/// <param name="Errors">Answered otherwise.</param>
/// <param name="Duration">The measured time.</param>
/// <param name="Latency">In microseconds.</param>
/// <param name="ServerCpu">Of all the server's processes, within the measured time.</param>
/// <param name="Allocated">Bytes that the server's shard allocated in it; null if the server does not tell.</param>
internal sealed record LoadResult(
    long Operations, long Errors, TimeSpan Duration, LongHistogram Latency, TimeSpan ServerCpu, long? Allocated)
{
    public double Rate => Operations / Duration.TotalSeconds;

    /// <summary>Microseconds.</summary>
    public double CpuPerOperation => ServerCpu.TotalMicroseconds / Math.Max(1, Operations);

    /// <summary>Bytes.</summary>
    public double? AllocatedPerOperation => (double?)Allocated / Math.Max(1, Operations);

    /// <summary>Milliseconds within which that share of requests was answered.</summary>
    public double Within(double percent) => Latency.GetValueAtPercentile(percent) / 1000.0;
}

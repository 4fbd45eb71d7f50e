namespace Basalt.Perf.Load.Files;

/// <summary>What a run over a file came to.</summary>
/// <param name="Rate">Operations a second.</param>
/// <param name="CpuPerOperation">Microseconds of the program's processor time.</param>
/// <param name="P50">Microseconds.</param>
/// <param name="P99">Microseconds.</param>
/// <param name="P999">Microseconds.</param>
/// <param name="AllocatedPerOperation">Bytes; null if the program does not tell.</param>
internal sealed record FileResult(
    double Rate, double CpuPerOperation, double P50, double P99, double P999, double? AllocatedPerOperation);

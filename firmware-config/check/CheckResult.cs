namespace Basalt.FirmwareConfig.Check;

/// <summary>One requirement, held against the host.</summary>
/// <param name="Subject">What was looked at: "locked memory".</param>
/// <param name="State">Whether it is as it should be.</param>
/// <param name="Actual">What is: "8 MiB".</param>
/// <param name="Wanted">What should be: "at least 64 MiB".</param>
/// <param name="Remedy">The command or the change that mends it; null if nothing is to be mended.</param>
public sealed record CheckResult(string Subject, CheckState State, string Actual, string Wanted, string? Remedy);

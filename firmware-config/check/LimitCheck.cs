using Basalt.FirmwareConfig.Model;
using Basalt.FirmwareConfig.Probe;

namespace Basalt.FirmwareConfig.Check;

/// <summary>Resource limits of the process that asks; its children have the same.</summary>
internal static class LimitCheck
{
    public static CheckResult LockedMemory(LockedMemoryRequirement wanted, ResourceLimit? actual) => Judgement.Of(
        wanted,
        IsAtLeast(actual, wanted.Size),
        Text(actual, ByteSize.Format),
        $"at least {ByteSize.Format(wanted.Size)}",
        $"ulimit -l {(wanted.Size + 1023) / 1024} as root before the start; for a service, LimitMEMLOCK={wanted.Size}");

    public static CheckResult OpenFiles(OpenFilesRequirement wanted, ResourceLimit? actual) => Judgement.Of(
        wanted,
        IsAtLeast(actual, wanted.Count),
        Text(actual, static count => $"{count}"),
        $"at least {wanted.Count}",
        $"ulimit -n {wanted.Count} before the start; for a service, LimitNOFILE={wanted.Count}");

    private static bool IsAtLeast(ResourceLimit? actual, long wanted) =>
        actual is { } limit && (limit.Soft is null || limit.Soft >= wanted);

    private static string Text(ResourceLimit? actual, Func<long, string> format) => actual switch
    {
        null => Judgement.Untold,
        { Soft: { } soft } => format(soft),
        _ => "unlimited",
    };
}

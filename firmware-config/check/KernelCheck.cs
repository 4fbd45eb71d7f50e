using Basalt.FirmwareConfig.Model;
using Basalt.FirmwareConfig.Probe;
using Basalt.Interop.Linux.Uring;

namespace Basalt.FirmwareConfig.Check;

internal static class KernelCheck
{
    public static CheckResult Version(KernelVersionRequirement wanted, Version? actual) => Judgement.Of(
        wanted,
        actual >= wanted.Minimum,
        actual?.ToString() ?? Judgement.Untold,
        $"at least {wanted.Minimum}",
        "apt-get install linux-image-amd64, then reboot");

    public static CheckResult IoUring(IoUringRequirement wanted, IoUringReading actual)
    {
        var missing = wanted.Operations.Where(o => !actual.Operations.Contains(o)).ToArray();
        return Judgement.Of(
            wanted,
            actual.Refusal is null && missing.Length == 0,
            actual.Refusal ?? (missing.Length == 0 ? Enabled(actual) : $"enabled, without {Names(missing)}"),
            wanted.Operations.Count == 0 ? "enabled" : $"enabled, with {Names(wanted.Operations)}",
            actual.Refusal is null
                ? "apt-get install linux-image-amd64, then reboot: the kernel is too old for these operations"
                : "sysctl -w kernel.io_uring_disabled=0; in a container, allow io_uring_setup in its seccomp profile");
    }

    private static string Names(IEnumerable<IoUringOpcode> operations)
        => string.Join(' ', operations.Select(static operation => DashedName.Of(operation.ToString())));

    private static string Enabled(IoUringReading actual)
        => actual.Capabilities.Count == 0 ? "enabled" : $"enabled: {string.Join(' ', actual.Capabilities)}";
}

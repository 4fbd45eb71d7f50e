using Basalt.FirmwareConfig.Model;
using Basalt.Interop.Linux.Uring;

namespace Basalt.FirmwareConfig.Probe;

/// <summary>Asks the kernel for a ring and what it can do with it.</summary>
internal static class IoUringQuery
{
    public static IoUringReading Run()
    {
        var support = IoUringProbe.Probe();
        return new(
            support.IsAvailable ? null : support.Reason,
            support.Opcodes.ToHashSet())
        {
            Capabilities =
            [
                .. Enum.GetValues<IoUringCapabilities>()
                    .Where(capability => capability != 0 && support.Capabilities.HasFlag(capability))
                    .Select(static capability => DashedName.Of(capability.ToString())),
            ],
        };
    }
}

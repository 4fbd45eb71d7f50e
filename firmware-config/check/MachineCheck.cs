using Basalt.FirmwareConfig.Model;
using Basalt.FirmwareConfig.Probe;

namespace Basalt.FirmwareConfig.Check;

internal static class MachineCheck
{
    public static CheckResult HugePages(HugePagesRequirement wanted, long? actual) => Judgement.Of(
        wanted,
        actual >= wanted.Count,
        actual is null ? "this kernel has none of this size" : $"{actual}",
        $"at least {wanted.Count}",
        $"echo {wanted.Count} > /sys/kernel/mm/hugepages/hugepages-{wanted.PageSize / 1024}kB/nr_hugepages"
            + (wanted.PageSize > 2L << 20 ? "; where memory is in pieces, hugepagesz=1G hugepages=N at boot" : ""));

    public static CheckResult Isolated(IsolatedProcessorsRequirement wanted, ProcessorSet? actual)
    {
        var set = wanted.Processors;
        return Judgement.Of(
            wanted,
            actual is not null && actual.Contains(set),
            actual?.ToString() ?? Judgement.Untold,
            $"{set}",
            $"add isolcpus={set} nohz_full={set} rcu_nocbs={set} to GRUB_CMDLINE_LINUX in /etc/default/grub, "
                + "update-grub, reboot");
    }

    public static CheckResult Device(PoolDeviceRequirement wanted, BlockDeviceReading? actual)
    {
        var isRoomy = actual is not null && actual.Size >= wanted.SizeMin;
        var fits = wanted.SectorSize is null || actual?.SectorSize is null || actual.SectorSize == wanted.SectorSize;
        return Judgement.Of(
            wanted,
            isRoomy && fits,
            actual is null ? "neither a device nor a file" : Text(actual.Size, actual.SectorSize),
            "at least " + Text(wanted.SizeMin, wanted.SectorSize),
            isRoomy
                ? $"nvme id-ns -H {wanted.Path} lists its LBA formats; nvme format --lbaf=N {wanted.Path} sets one and "
                    + "ERASES the device"
                : $"lsblk -b -o NAME,SIZE,LOG-SEC lists what there is; name another device than {wanted.Path}");
    }

    private static string Text(long size, long? sector) =>
        ByteSize.Format(size) + (sector is null ? "" : $" in sectors of {sector}");
}

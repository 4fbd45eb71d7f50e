using Basalt.FirmwareConfig.Language;
using Basalt.FirmwareConfig.Model;
using Basalt.FirmwareConfig.Probe;

namespace Basalt.FirmwareConfig.Check;

/// <summary>Holds a profile against a host. Nothing on the host is changed.</summary>
public static class HostCheck
{
    private const string DefaultResource = "profiles/default.basalt";

    /// <summary>The profile that `basalt up` checks at its start.</summary>
    public static HostProfile DefaultProfile()
    {
        using var stream = typeof(HostCheck).Assembly.GetManifestResourceStream(DefaultResource)
            ?? throw new InvalidOperationException($"the assembly lacks {DefaultResource}");
        using var reader = new StreamReader(stream);
        return ProfileReader.Read(reader.ReadToEnd(), DefaultResource);
    }

    /// <summary>Checks this host.</summary>
    public static IReadOnlyList<CheckResult> Run(HostProfile profile) => Run(profile, new LinuxProbe());

    /// <summary>One result per requirement, in the profile's order.</summary>
    public static IReadOnlyList<CheckResult> Run(HostProfile profile, IHostProbe host) =>
        [.. profile.Requirements.Select(requirement => Check(requirement, host))];

    private static CheckResult Check(Requirement requirement, IHostProbe host) => requirement switch
    {
        KernelVersionRequirement version => KernelCheck.Version(version, host.KernelVersion()),
        IoUringRequirement ring => KernelCheck.IoUring(ring, host.IoUring()),
        LockedMemoryRequirement memory => LimitCheck.LockedMemory(memory, host.LockedMemory()),
        OpenFilesRequirement files => LimitCheck.OpenFiles(files, host.OpenFiles()),
        HugePagesRequirement pages => MachineCheck.HugePages(pages, host.HugePages(pages.PageSize)),
        IsolatedProcessorsRequirement set => MachineCheck.Isolated(set, host.IsolatedProcessors()),
        PoolDeviceRequirement device => MachineCheck.Device(device, host.Device(device.Path)),
        _ => throw new InvalidOperationException($"no check for {requirement.GetType().Name}"),
    };
}

namespace Basalt.FirmwareConfig.Model;

/// <summary>What the grammar cannot say: values that no host can meet, subjects asked for twice.</summary>
public static class ProfileValidation
{
    private static readonly Version s_firstWithIoUring = new(5, 1);

    /// <summary>Throws at the first impossible requirement, in the order of the text.</summary>
    public static void Check(HostProfile profile, string file)
    {
        var seen = new Dictionary<string, Requirement>();
        foreach (var requirement in profile.Requirements)
        {
            if (!seen.TryAdd(requirement.Subject, requirement))
            {
                var first = seen[requirement.Subject].Position;
                throw new ProfileException(
                    file, requirement.Position, $"{requirement.Subject} is asked for twice, first at {first}");
            }

            if (Problem(requirement) is { } problem)
            {
                throw new ProfileException(file, requirement.Position, problem);
            }
        }
    }

    private static string? Problem(Requirement requirement) => requirement switch
    {
        IoUringRequirement { Operations: var asked } when asked.Distinct().Count() != asked.Count =>
            "an io_uring operation is named twice",
        KernelVersionRequirement { Minimum: var minimum } when minimum < s_firstWithIoUring =>
            $"kernel {minimum} is older than {s_firstWithIoUring}, the first with io_uring",
        LockedMemoryRequirement { Size: 0 } => "0 bytes of locked memory are always there: leave it out",
        OpenFilesRequirement { Count: 0 } => "0 open files are always there: leave it out",
        HugePagesRequirement { Count: 0 } => "0 huge pages are always there: leave it out",
        HugePagesRequirement { PageSize: not (2L << 20 or 1L << 30) and var size } =>
            $"there are huge pages of 2 MiB and 1 GiB, not of {ByteSize.Format(size)}",
        IsolatedProcessorsRequirement { Processors: var processors } when processors.Contains(0) =>
            "processor 0 cannot be isolated: the kernel needs one for itself",
        PoolDeviceRequirement { Path: var path } when !path.StartsWith('/') =>
            $"'{path}' is not absolute: a profile names devices from the root",
        PoolDeviceRequirement { SectorSize: not (null or 512 or 4096) and var sector } =>
            $"a sector has 512 or 4096 bytes, not {sector}",
        _ => null,
    };
}

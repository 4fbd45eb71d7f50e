using System.Globalization;
using System.Text.RegularExpressions;
using Basalt.FirmwareConfig.Model;
using Basalt.Interop.Linux.Uring;

namespace Basalt.FirmwareConfig.Probe;

/// <summary>Reads /proc and /sys (proc(5), sysfs(5)); only io_uring is asked by its own call.</summary>
public sealed partial class LinuxProbe : IHostProbe
{
    /// <summary>The capability that lifts RLIMIT_MEMLOCK (capabilities(7)): CAP_IPC_LOCK.</summary>
    private const int IpcLockBit = 14;

    /// <summary>Whatever the device, sysfs counts in sectors of this size.</summary>
    private const int SysfsSectorSize = 512;

    private readonly string _root;
    private readonly Func<IoUringReading> _ioUring;

    public LinuxProbe()
        : this("/", IoUringQuery.Run)
    {
    }

    /// <param name="root">The folder that stands for /.</param>
    /// <param name="ioUring">Asks for io_uring.</param>
    internal LinuxProbe(string root, Func<IoUringReading> ioUring)
    {
        _root = root;
        _ioUring = ioUring;
    }

    public Version? KernelVersion() =>
        ReadLine("proc/sys/kernel/osrelease") is { } release
        && Version.TryParse(LeadingVersion().Match(release).Value, out var version)
            ? version
            : null;

    public IoUringReading IoUring() => ReadLine("proc/sys/kernel/io_uring_disabled") switch
    {
        "2" => new("disabled for all by kernel.io_uring_disabled = 2", new HashSet<IoUringOpcode>()),
        // 1 asks for CAP_SYS_ADMIN or a group, 0 for nothing; without the file the kernel has no such switch.
        _ => _ioUring(),
    };

    public ResourceLimit? LockedMemory() =>
        (EffectiveCapabilities() >> IpcLockBit & 1) == 1 ? new(null, null) : Limit("Max locked memory");

    public ResourceLimit? OpenFiles() => Limit("Max open files");

    public long? HugePages(long pageSize) =>
        ReadNumber($"sys/kernel/mm/hugepages/hugepages-{pageSize / 1024}kB/nr_hugepages");

    public ProcessorSet? IsolatedProcessors() =>
        ReadLine("sys/devices/system/cpu/isolated") is { } line && ProcessorSet.TryParse(line, out var set)
            ? set
            : null;

    public BlockDeviceReading? Device(string path)
    {
        var file = new FileInfo(Path.Combine(_root, path.TrimStart('/')));
        if (!file.Exists)
        {
            return null;
        }

        var target = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
        var name = Path.GetFileName(target.FullName);
        if (ReadNumber($"sys/class/block/{name}/size") is { } sectors)
        {
            // A partition has no queue of its own: its disk's is one folder up.
            var sector = ReadNumber($"sys/class/block/{name}/queue/logical_block_size")
                ?? ReadNumber($"sys/class/block/{name}/../queue/logical_block_size");
            return new(sectors * SysfsSectorSize, sector);
        }

        // What lies in /dev and is no block device cannot hold a pool, however readable it is.
        return target is FileInfo { Exists: true } regular && !path.StartsWith("/dev/", StringComparison.Ordinal)
            ? new(regular.Length + new DriveInfo(regular.FullName).AvailableFreeSpace, null)
            : null;
    }

    private ulong EffectiveCapabilities()
    {
        var line = ReadLines("proc/self/status")
            .FirstOrDefault(static l => l.StartsWith("CapEff:", StringComparison.Ordinal));
        return line is not null
            && ulong.TryParse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits)
            ? bits
            : 0;
    }

    private ResourceLimit? Limit(string name)
    {
        var line = ReadLines("proc/self/limits").FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
        return line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var soft, var hard, ..]
            ? new(Bound(soft), Bound(hard))
            : null;
    }

    private static long? Bound(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bound) ? bound : null;

    private long? ReadNumber(string file) => ReadLine(file) is { } line ? Bound(line) : null;

    private string? ReadLine(string file) => ReadLines(file).FirstOrDefault();

    /// <summary>Empty if the host lacks the file or keeps it from us: then it does not tell.</summary>
    private string[] ReadLines(string file)
    {
        var path = Path.Combine(_root, file);
        try
        {
            return File.Exists(path) ? File.ReadAllLines(path) : [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"^\d+\.\d+(\.\d+)?")]
    private static partial Regex LeadingVersion();
}

using Basalt.FirmwareConfig.Probe;
using Basalt.Interop.Linux.Uring;
using Xunit;

namespace Basalt.Tests.Unit.FirmwareConfig;

/// <summary>Over a folder that stands for the root of a host.</summary>
public sealed class LinuxProbeTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("basalt-probe-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("6.1.0-31-amd64", "6.1.0")]
    [InlineData("6.18.44-fc-v669", "6.18.44")]
    [InlineData("5.15+", "5.15")]
    public void The_kernel_version_is_what_release_begins_with(string release, string version)
    {
        Put("proc/sys/kernel/osrelease", release + "\n");
        Assert.Equal(Version.Parse(version), Probe().KernelVersion());
    }

    [Fact]
    public void Limits_are_read_from_their_column()
    {
        Put(
            "proc/self/limits",
            """
            Limit                     Soft Limit           Hard Limit           Units
            Max open files            1024                 524288               files
            Max locked memory         8388608              unlimited            bytes

            """);
        Put("proc/self/status", "Name:\tbasalt\nCapEff:\t0000000000000000\n");
        Assert.Equal(new ResourceLimit(1024, 524288), Probe().OpenFiles());
        Assert.Equal(new ResourceLimit(8388608, null), Probe().LockedMemory());
    }

    [Fact]
    public void A_process_that_may_lock_memory_has_no_limit_of_it()
    {
        Put("proc/self/status", "CapEff:\t0000000000004000\n");
        Assert.Equal(new ResourceLimit(null, null), Probe().LockedMemory());
    }

    [Fact]
    public void A_ring_is_not_asked_for_where_rings_are_disabled()
    {
        Put("proc/sys/kernel/io_uring_disabled", "2\n");
        Assert.Contains("io_uring_disabled", Probe().IoUring().Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Huge_pages_and_isolated_processors_are_read()
    {
        Put("sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages", "512\n");
        Put("sys/devices/system/cpu/isolated", "2-3\n");
        Assert.Equal(512, Probe().HugePages(2 << 20));
        Assert.Null(Probe().HugePages(1 << 30));
        Assert.Equal("2-3", Probe().IsolatedProcessors()?.ToString());
    }

    [Fact]
    public void A_block_device_counts_in_512_bytes_whatever_its_sector()
    {
        Put("dev/nvme0n1", "");
        Put("sys/class/block/nvme0n1/size", "2048\n");
        Put("sys/class/block/nvme0n1/queue/logical_block_size", "4096\n");
        Assert.Equal(new BlockDeviceReading(1 << 20, 4096), Probe().Device("/dev/nvme0n1"));
    }

    [Fact]
    public void A_file_offers_what_its_file_system_has_free()
    {
        Put("srv/pool", "12345");
        var reading = Probe().Device("/srv/pool");
        Assert.NotNull(reading);
        Assert.True(reading.Size > 5);
        Assert.Null(reading.SectorSize);
        Assert.Null(Probe().Device("/srv/nothing"));
        Put("dev/null", "");
        Assert.Null(Probe().Device("/dev/null"));
    }

    [Fact]
    public void A_host_that_does_not_tell_is_not_guessed_at()
    {
        var probe = Probe();
        Assert.Null(probe.KernelVersion());
        Assert.Null(probe.OpenFiles());
        Assert.Null(probe.LockedMemory());
        Assert.Null(probe.IsolatedProcessors());
    }

    private LinuxProbe Probe() => new(_root, static () => new(null, new HashSet<IoUringOpcode>()));

    private void Put(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

using Basalt.FirmwareConfig.Check;
using Basalt.FirmwareConfig.Language;
using Basalt.FirmwareConfig.Model;
using Basalt.FirmwareConfig.Probe;
using Basalt.Interop.Linux.Uring;
using Xunit;

namespace Basalt.Tests.Unit.FirmwareConfig;

public sealed class HostCheckTests
{
    private const string Everything = """
        profile full {
            kernel { require version 5.15 require io-uring with read-fixed fsync }
            limits { require locked-memory 64 MiB prefer open-files 4096 }
            huge-pages { prefer 8 of 2 MiB }
            processors { prefer isolated 2-3 }
            pool { require device "/dev/sdb" size 10 GiB sector 4096 }
        }
        """;

    [Fact]
    public void A_host_that_has_all_meets_all()
    {
        var results = Run(new Host());
        Assert.Equal(7, results.Count);
        Assert.All(results, static r => Assert.Equal((CheckState.Met, null), (r.State, r.Remedy)));
    }

    [Fact]
    public void What_is_required_is_missing_and_what_is_preferred_is_advised()
    {
        var results = Run(new Host { Locked = new(8 << 20, 8 << 20), Files = new(1024, 1024) });
        Assert.Equal(
            new CheckResult(
                "locked memory",
                CheckState.Missing,
                "8 MiB",
                "at least 64 MiB",
                "ulimit -l 65536 as root before the start; for a service, LimitMEMLOCK=67108864"),
            results[2]);
        Assert.Equal((CheckState.Advised, "1024"), (results[3].State, results[3].Actual));
    }

    [Fact]
    public void An_old_kernel_names_the_operations_it_lacks()
    {
        var results = Run(new Host { Ring = new(null, new HashSet<IoUringOpcode> { IoUringOpcode.Fsync }) });
        Assert.Equal((CheckState.Missing, "enabled, without read-fixed"), (results[1].State, results[1].Actual));
    }

    [Fact]
    public void An_io_uring_that_is_enough_says_what_else_it_can_do()
    {
        var all = Enum.GetValues<IoUringOpcode>().ToHashSet();
        var results = Run(new Host { Ring = new(null, all) { Capabilities = ["buffer-rings", "ring-messages"] } });
        Assert.Equal((CheckState.Met, "enabled: buffer-rings ring-messages"), (results[1].State, results[1].Actual));
    }

    [Fact]
    public void A_refused_ring_says_why_and_how_to_allow_it()
    {
        var results = Run(new Host { Ring = new("EPERM", new HashSet<IoUringOpcode>()) });
        Assert.Equal("EPERM", results[1].Actual);
        Assert.Contains("sysctl -w kernel.io_uring_disabled=0", results[1].Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_device_and_one_of_other_sectors_are_told_apart()
    {
        var small = Run(new Host { Pool = new(1 << 30, 4096) })[6];
        var old = Run(new Host { Pool = new(20L << 30, 512) })[6];
        Assert.Equal((CheckState.Missing, "1 GiB in sectors of 4096"), (small.State, small.Actual));
        Assert.Contains("lsblk", small.Remedy, StringComparison.Ordinal);
        Assert.Contains("ERASES", old.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_host_does_not_tell_is_not_met()
    {
        var results = Run(new Host { Kernel = null, Isolated = null, Pages = null, Pool = null });
        Assert.Equal(
            [CheckState.Missing, CheckState.Advised, CheckState.Advised, CheckState.Missing],
            [results[0].State, results[4].State, results[5].State, results[6].State]);
    }

    [Fact]
    public void This_host_can_be_checked_against_the_default_profile()
    {
        var profile = HostCheck.DefaultProfile();
        Assert.Equal(profile.Requirements.Count, HostCheck.Run(profile).Count);
    }

    private static IReadOnlyList<CheckResult> Run(IHostProbe host) =>
        HostCheck.Run(ProfileReader.Read(Everything, "test.basalt"), host);

    /// <summary>A host by hand; as made, it has all that is asked for.</summary>
    private sealed class Host : IHostProbe
    {
        public Version? Kernel { get; init; } = new(6, 1);

        public IoUringReading Ring { get; init; } = new(null, Enum.GetValues<IoUringOpcode>().ToHashSet());

        public ResourceLimit? Locked { get; init; } = new(null, null);

        public ResourceLimit? Files { get; init; } = new(65536, 65536);

        public long? Pages { get; init; } = 8;

        public ProcessorSet? Isolated { get; init; } = new([1, 2, 3]);

        public BlockDeviceReading? Pool { get; init; } = new(20L << 30, 4096);

        public Version? KernelVersion() => Kernel;

        public IoUringReading IoUring() => Ring;

        public ResourceLimit? LockedMemory() => Locked;

        public ResourceLimit? OpenFiles() => Files;

        public long? HugePages(long pageSize) => Pages;

        public ProcessorSet? IsolatedProcessors() => Isolated;

        public BlockDeviceReading? Device(string path) => Pool;
    }
}

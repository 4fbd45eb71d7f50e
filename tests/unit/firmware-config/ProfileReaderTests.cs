using Basalt.FirmwareConfig.Check;
using Basalt.FirmwareConfig.Language;
using Basalt.FirmwareConfig.Model;
using Basalt.Interop.Linux.Uring;
using Xunit;

namespace Basalt.Tests.Unit.FirmwareConfig;

public sealed class ProfileReaderTests
{
    [Fact]
    public void A_profile_with_every_subject_is_read_whole()
    {
        var profile = Read(
            """
            # everything
            profile full "All there is" {
                kernel { require version 5.15   prefer io-uring with read-fixed fsync }
                limits { require locked-memory 64 MiB  prefer open-files 65536 }
                huge-pages { prefer 512 of 2 MiB  require 1 of 1 GiB }
                processors { prefer isolated 2-3,6 } # the last ones
                pool { require device "/dev/nvme0n1" size 1 TiB sector 4096  prefer device "/srv/pool" size 10 GiB }
            }
            """);

        Assert.Equal(("full", "All there is"), (profile.Name, profile.Description));
        Assert.Collection(
            profile.Requirements,
            r => Assert.Equal(new KernelVersionRequirement(Necessity.Required, new(3, 22), new Version(5, 15)), r),
            r => Assert.Equal(
                [IoUringOpcode.ReadFixed, IoUringOpcode.Fsync], Assert.IsType<IoUringRequirement>(r).Operations),
            r => Assert.Equal(new LockedMemoryRequirement(Necessity.Required, new(4, 22), 64L << 20), r),
            r => Assert.Equal(new OpenFilesRequirement(Necessity.Preferred, new(4, 51), 65536), r),
            r => Assert.Equal(new HugePagesRequirement(Necessity.Preferred, new(5, 25), 2L << 20, 512), r),
            r => Assert.Equal(new HugePagesRequirement(Necessity.Required, new(5, 47), 1L << 30, 1), r),
            r => Assert.Equal("2-3,6", Assert.IsType<IsolatedProcessorsRequirement>(r).Processors.ToString()),
            r => Assert.Equal(
                new PoolDeviceRequirement(Necessity.Required, new(7, 20), "/dev/nvme0n1", 1L << 40, 4096), r),
            r => Assert.Equal(
                new PoolDeviceRequirement(Necessity.Preferred, new(7, 73), "/srv/pool", 10L << 30, null), r));
    }

    [Fact]
    public void The_default_profile_is_a_profile() =>
        Assert.Equal("default", HostCheck.DefaultProfile().Name);

    [Theory]
    [InlineData("", "1:1: expected profile, found the end of the text")]
    [InlineData("profile a {",
        "1:12: expected }, huge-pages, kernel, limits, pool or processors, found the end of the text")]
    [InlineData("profile a {\n  limits { require lockedmemory 1 MiB } }",
        "2:20: expected locked-memory or open-files, found 'lockedmemory'")]
    [InlineData("profile a { limits { prefer locked-memory 64 MB } }",
        "1:46: expected TiB, GiB, MiB, KiB, B, found 'MB'")]
    [InlineData("profile a { limits { maybe open-files 1 } }", "1:22: expected prefer, require or }, found 'maybe'")]
    [InlineData("profile a { kernel { require io-uring with fly } }",
        "1:44: expected an io_uring operation such as read-fixed, found 'fly'")]
    [InlineData("profile a \"never closed\n{ }",
        "1:24: expected a closing quote on the same line, found the end of the line")]
    [InlineData("profile a { ? }", "1:13: expected a word, quoted text, the end of the text, { or }, found '?'")]
    [InlineData("profile a { } b", "1:15: expected the end of the text, found 'b'")]
    public void What_is_no_profile_is_refused_with_place_and_expectation(string text, string message)
    {
        var error = Assert.Throws<ProfileException>(() => Read(text));
        Assert.Equal(Words("test.basalt:" + message), Words(error.Message));
    }

    [Theory]
    [InlineData("kernel { require version 4.19 }", "1:22: kernel 4.19 is older than 5.1, the first with io_uring")]
    [InlineData("huge-pages { require 4 of 4 MiB }", "1:34: there are huge pages of 2 MiB and 1 GiB, not of 4 MiB")]
    [InlineData("huge-pages { require 0 of 2 MiB }", "1:34: 0 huge pages are always there: leave it out")]
    [InlineData("processors { prefer isolated 0-3 }",
        "1:33: processor 0 cannot be isolated: the kernel needs one for itself")]
    [InlineData("pool { require device \"sda\" size 1 GiB }",
        "1:28: 'sda' is not absolute: a profile names devices from the root")]
    [InlineData("pool { require device \"/dev/sda\" size 1 GiB sector 520 }",
        "1:28: a sector has 512 or 4096 bytes, not 520")]
    [InlineData("limits { prefer open-files 1 prefer open-files 2 }",
        "1:49: open files is asked for twice, first at 1:29")]
    [InlineData("limits { prefer locked-memory 8388608 TiB }", "1:51: the size is beyond 8 EiB")]
    public void What_no_host_can_be_is_refused_where_it_is_asked(string section, string message)
    {
        var error = Assert.Throws<ProfileException>(() => Read($"profile a {{ {section} }}"));
        Assert.StartsWith("test.basalt:1:", error.Message, StringComparison.Ordinal);
        Assert.Equal(message[(message.IndexOf(' ', StringComparison.Ordinal) + 1)..], error.Problem);
    }

    [Fact]
    public void A_text_past_the_limit_is_refused_unread() =>
        Assert.Throws<ProfileException>(() => Read(new string('#', ProfileLimits.TextLengthMax + 1)));

    private static HostProfile Read(string text) => ProfileReader.Read(text, "test.basalt");

    /// <summary>What was expected comes in no promised order.</summary>
    private static IEnumerable<string> Words(string message) =>
        message.Replace(",", "", StringComparison.Ordinal).Split(' ').Where(static w => w != "or").Order();
}

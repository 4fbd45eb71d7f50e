using System.Collections;
using Basalt.Control.Host.Configuration;
using Xunit;

namespace Basalt.Tests.Unit.Host;

public sealed class ConfigReaderTests
{
    private static readonly Dictionary<ConfigKey, ConfigValue> NoFlags = [];

    [Fact]
    public void Every_key_has_its_default()
    {
        var values = ConfigReader.Read(null, new Hashtable(), NoFlags);

        Assert.All(ConfigKeys.All, key => Assert.Equal(key.Default, values[key].Text));
    }

    [Fact]
    public void Every_default_is_a_value_of_its_kind()
        => Assert.All(ConfigKeys.All, key => ConfigValues.Check(key, new ConfigValue(key.Default, "default")));

    [Fact]
    public void No_two_keys_share_a_name_or_a_flag()
    {
        Assert.Distinct(ConfigKeys.All.Select(key => key.Path));
        Assert.Distinct(ConfigKeys.All.Select(key => key.Flag));
    }

    [Fact]
    public void A_flag_beats_the_environment_and_that_beats_the_file()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("basalt-").FullName, "basalt.toml");
        File.WriteAllText(file, "[identity]\nport = 1\n[object]\nport = 2\n[cloud]\nregion = \"file\"\n");
        var environment = new Hashtable { ["BASALT_IDENTITY_PORT"] = "11", ["BASALT_OBJECT_PORT"] = "12" };
        var flags = new Dictionary<ConfigKey, ConfigValue> { [ConfigKeys.IdentityPort] = new("21", "--identity-port") };

        var values = ConfigReader.Read(file, environment, flags);

        Assert.Equal("21", values[ConfigKeys.IdentityPort].Text);
        Assert.Equal("12", values[ConfigKeys.ObjectPort].Text);
        Assert.Equal("file", values[ConfigKeys.Region].Text);
    }

    [Fact]
    public void An_unknown_variable_of_a_known_section_is_refused()
    {
        var environment = new Hashtable { ["BASALT_IDENTITY_PROT"] = "1" };

        var error = Assert.Throws<ConfigException>(() => ConfigReader.Read(null, environment, NoFlags));

        Assert.Equal(
            "environment: unknown variable BASALT_IDENTITY_PROT; did you mean BASALT_IDENTITY_PORT?", error.Message);
    }

    [Fact]
    public void A_variable_of_no_section_is_not_ours()
        => ConfigReader.Read(null, new Hashtable { ["BASALT_HOME"] = "x" }, NoFlags);

    [Theory]
    [InlineData("60s", 60_000)]
    [InlineData("0s", 0)]
    [InlineData("500ms", 500)]
    [InlineData("5m", 300_000)]
    public void Durations_carry_their_unit(string text, int milliseconds)
    {
        Assert.True(ConfigValues.TryDuration(text, out var value));
        Assert.Equal(milliseconds, value.TotalMilliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("60")]
    [InlineData("-1s")]
    [InlineData("1.5s")]
    [InlineData("1000d")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(ConfigValues.TryDuration(text, out _));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("10GiB", 10L << 30)]
    [InlineData("512MiB", 512L << 20)]
    [InlineData("4096", 4096)]
    public void Sizes_are_bytes_or_carry_a_unit(string text, long size)
    {
        Assert.True(ConfigValues.TrySize(text, out var value));
        Assert.Equal(size, value);
    }

    [Theory]
    [InlineData("ten")]
    [InlineData("-1")]
    [InlineData("99999999999TiB")]
    [InlineData("1GB")]
    public void What_is_no_size_is_refused(string text) => Assert.False(ConfigValues.TrySize(text, out _));
}

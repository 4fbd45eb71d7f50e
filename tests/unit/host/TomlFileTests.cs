using Basalt.Control.Host.Configuration;
using Xunit;

namespace Basalt.Tests.Unit.Host;

public sealed class TomlFileTests
{
    private const string FileName = "basalt.toml";

    [Fact]
    public void Sections_and_dotted_keys_name_the_same_keys()
    {
        var values = TomlFile.Parse("cloud.region = \"north\"\n[identity]\nport = 5001\n", FileName);

        Assert.Equal("north", values[ConfigKeys.Region].Text);
        Assert.Equal("5001", values[ConfigKeys.IdentityPort].Text);
    }

    [Fact]
    public void An_inline_table_is_a_section()
    {
        var values = TomlFile.Parse("tls = { self_signed = true }\n", FileName);

        Assert.Equal("true", values[ConfigKeys.TlsSelfSigned].Text);
    }

    [Fact]
    public void A_list_of_texts_is_read()
    {
        var values = TomlFile.Parse("[object]\nbucket_host_suffixes = [\"s3.a\", \"s3.b\"]\n", FileName);

        Assert.Equal("s3.a,s3.b", values[ConfigKeys.BucketHostSuffixes].Text);
    }

    [Theory]
    [InlineData("[cloud]\nregoin = \"x\"\n",
        "basalt.toml:2:1: unknown key 'cloud.regoin'; did you mean 'cloud.region'?")]
    [InlineData("[wrong]\nkey = 1\n", "basalt.toml:2:1: unknown key 'wrong.key'; `basalt config --explain` lists all")]
    [InlineData("[identity]\n  port = 70000\n",
        "basalt.toml:2:10: identity.port is '70000', but must be a port from 0 to 65535")]
    [InlineData("[identity]\nport = \"5000\"\n", "basalt.toml:2:8: identity.port must be a port from 0 to 65535")]
    [InlineData("[tls]\nself_signed = 1\n", "basalt.toml:2:15: tls.self_signed must be true or false")]
    [InlineData("[[cloud]]\nregion = \"x\"\n", "basalt.toml:1:1: there are no lists of tables; write [section]")]
    public void What_is_wrong_is_refused_with_line_and_column(string text, string complaint)
    {
        var error = Assert.Throws<ConfigException>(() => TomlFile.Parse(text, FileName));

        Assert.Equal(complaint, error.Message);
    }

    [Fact]
    public void Broken_syntax_is_refused_with_line_and_column()
    {
        var error = Assert.Throws<ConfigException>(() => TomlFile.Parse("[cloud]\nregion = \n", FileName));

        Assert.StartsWith("basalt.toml:2:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_given_twice_is_refused()
        => Assert.Throws<ConfigException>(() => TomlFile.Parse("[identity]\nport = 1\nport = 2\n", FileName));
}

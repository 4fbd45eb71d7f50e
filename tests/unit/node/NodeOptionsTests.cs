using Basalt.Node;
using Xunit;

namespace Basalt.Tests.Unit.Node;

public sealed class NodeOptionsTests
{
    [Fact]
    public void The_socket_lies_in_the_data_directory_unless_it_is_named()
    {
        Assert.True(NodeOptions.TryParse(["--data", "/d"], out var usual, out _));
        Assert.True(NodeOptions.TryParse(["--data", "/d", "--control", "/s"], out var named, out _));

        Assert.Equal("/d/run/control.sock", usual!.ControlSocketPath);
        Assert.Equal("/s", named!.ControlSocketPath);
    }

    [Fact]
    public void An_ipv6_address_stands_in_brackets()
    {
        Assert.True(NodeOptions.TryParse(["--data", "/d", "--monitor", "[::1]:9465"], out var options, out _));

        Assert.Equal("::1", options!.MonitorAddress);
        Assert.Equal(9465, options.MonitorPort);
    }

    [Theory]
    [InlineData("--data DIR is missing")]
    [InlineData("--data needs a value", "--data")]
    [InlineData("unknown argument '--dta'", "--dta", "/d")]
    [InlineData("--monitor '9465' is not ADDRESS:PORT", "--data", "/d", "--monitor", "9465")]
    [InlineData("--monitor 'a:99999' is not ADDRESS:PORT", "--data", "/d", "--monitor", "a:99999")]
    [InlineData("--log-level 'loud' is not a level", "--data", "/d", "--log-level", "loud")]
    [InlineData("--log-format 'xml' is not auto, text or json", "--data", "/d", "--log-format", "xml")]
    public void What_makes_no_sense_is_told(string complaint, params string[] arguments)
    {
        Assert.False(NodeOptions.TryParse(arguments, out _, out var problem));

        Assert.Equal(complaint, problem);
    }
}

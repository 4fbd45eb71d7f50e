using Basalt.FirmwareConfig.Model;
using CsCheck;
using Xunit;

namespace Basalt.Tests.Unit.FirmwareConfig;

public sealed class ProcessorSetTests
{
    [Fact]
    public void Any_set_reads_back_as_it_was_written() =>
        Gen.Int[0, 40].Array[1, 20].Sample(numbers =>
        {
            var set = new ProcessorSet(numbers);
            Assert.True(ProcessorSet.TryParse(set.ToString(), out var back));
            Assert.True(back.Contains(set) && set.Contains(back));
        });

    [Theory]
    [InlineData("3-1")]
    [InlineData("1,,2")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("9000")]
    [InlineData("0-4000000000")]
    [InlineData("x")]
    public void What_is_no_list_is_refused(string text) => Assert.False(ProcessorSet.TryParse(text, out _));

    [Fact]
    public void The_empty_list_is_the_empty_set()
    {
        Assert.True(ProcessorSet.TryParse("", out var set));
        Assert.Equal((0, "none"), (set.Count, set.ToString()));
    }
}

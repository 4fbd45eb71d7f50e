using Basalt.Http;
using Xunit;

namespace Basalt.Tests.Unit.Http.Core;

public sealed class RangeRequestTests
{
    [Theory]
    [InlineData("bytes=0-0", 10, "0+1")]
    [InlineData("bytes=2-4", 10, "2+3")]
    [InlineData("bytes=5-", 10, "5+5")]
    [InlineData("bytes=-3", 10, "7+3")]
    [InlineData("bytes=-30", 10, "0+10")]
    [InlineData("bytes=0-99", 10, "0+10")]
    [InlineData("BYTES=0-1", 10, "0+2")]
    [InlineData("bytes=0-1, 4-5 ,-1", 10, "0+2 4+2 9+1")]
    [InlineData("bytes=0-1,90-91", 10, "0+2")]
    [InlineData("bytes=0-99999999999999999999999", 10, "0+10")]
    public void Satisfiable_ranges_are_held_against_the_size(string field, long size, string expected)
    {
        var request = RangeRequest.Parse(field, size);

        Assert.Equal(expected, string.Join(' ', request.Ranges.Select(range => $"{range.Offset}+{range.Size}")));
        Assert.False(request.IsUnsatisfiable);
    }

    [Theory]
    [InlineData("bytes=10-", 10)]
    [InlineData("bytes=-0", 10)]
    [InlineData("bytes=0-", 0)]
    [InlineData("bytes=-5", 0)]
    [InlineData("bytes=11-12,99999999999999999999-", 10)]
    public void Ranges_that_lie_outside_are_unsatisfiable(string field, long size)
        => Assert.True(RangeRequest.Parse(field, size).IsUnsatisfiable);

    [Theory]
    [InlineData("bytes=")]
    [InlineData("bytes=4-2")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=1")]
    [InlineData("bytes=+1-2")]
    [InlineData("bytes=--1")]
    [InlineData("bytes=1-2-3")]
    [InlineData("lines=0-1")]
    public void What_does_not_follow_the_grammar_is_ignored(string field)
        => Assert.True(RangeRequest.Parse(field, 10).IsWhole);

    [Fact]
    public void Too_many_ranges_are_ignored()
    {
        var atLimit = "bytes=" + string.Join(',', Enumerable.Repeat("0-1", HttpLimits.RangeCountMax));

        Assert.Equal(HttpLimits.RangeCountMax, RangeRequest.Parse(atLimit, 100).Ranges.Count);
        Assert.True(RangeRequest.Parse(atLimit + ",0-1", 100).IsWhole);
    }

    [Theory]
    [InlineData("bytes=0-4,5-9", false)]
    [InlineData("bytes=0-4,3-7", false)]
    [InlineData("bytes=0-4,5-9,90-", false)]
    [InlineData("bytes=0-,0-", true)]
    [InlineData("bytes=0-4,4-9", true)]
    [InlineData("bytes=-10,9-9", true)]
    public void Ranges_that_are_more_than_the_whole_are_ignored(string field, bool isIgnored)
        => Assert.Equal(isIgnored, RangeRequest.Parse(field, 10).IsWhole);

    [Theory]
    [InlineData("\"e\"", true)]
    [InlineData("W/\"e\"", false)]
    [InlineData("\"other\"", false)]
    [InlineData("Thu, 01 Jan 1970 00:01:40 GMT", true)]
    [InlineData("Thu, 01 Jan 1970 00:01:39 GMT", false)]
    public void If_range_must_match_for_the_range_to_count(string ifRange, bool counts)
    {
        using var exchange = new InMemoryHttpExchange("GET", "/")
            .WithHeader("Range", "bytes=0-1").WithHeader("If-Range", ifRange);

        var modified = DateTimeOffset.FromUnixTimeMilliseconds(100_400);
        var request = RangeRequest.Parse(exchange.RequestHeaders, 10, "e", modified);

        Assert.Equal(counts, !request.IsWhole);
    }
}

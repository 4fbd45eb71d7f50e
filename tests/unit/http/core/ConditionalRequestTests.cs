using Basalt.Http;
using Xunit;

namespace Basalt.Tests.Unit.Http.Core;

public sealed class ConditionalRequestTests
{
    private static readonly DateTimeOffset Modified = DateTimeOffset.FromUnixTimeMilliseconds(100_400);

    private const string Same = "Thu, 01 Jan 1970 00:01:40 GMT";
    private const string Before = "Thu, 01 Jan 1970 00:01:39 GMT";
    private const string After = "Thu, 01 Jan 1970 00:01:41 GMT";

    [Theory]
    [InlineData("If-Match", "\"e\"", ConditionalOutcome.Proceed)]
    [InlineData("If-Match", "e", ConditionalOutcome.Proceed)]
    [InlineData("If-Match", "\"a\", \"e\"", ConditionalOutcome.Proceed)]
    [InlineData("If-Match", "*", ConditionalOutcome.Proceed)]
    [InlineData("If-Match", "W/\"e\"", ConditionalOutcome.PreconditionFailed)]
    [InlineData("If-Match", "\"a,e\"", ConditionalOutcome.PreconditionFailed)]
    [InlineData("If-None-Match", "\"e\"", ConditionalOutcome.NotModified)]
    [InlineData("If-None-Match", "W/\"e\"", ConditionalOutcome.NotModified)]
    [InlineData("If-None-Match", "*", ConditionalOutcome.NotModified)]
    [InlineData("If-None-Match", "\"a\"", ConditionalOutcome.Proceed)]
    [InlineData("If-Modified-Since", Same, ConditionalOutcome.NotModified)]
    [InlineData("If-Modified-Since", Before, ConditionalOutcome.Proceed)]
    [InlineData("If-Modified-Since", "yesterday", ConditionalOutcome.Proceed)]
    [InlineData("If-Unmodified-Since", Same, ConditionalOutcome.Proceed)]
    [InlineData("If-Unmodified-Since", Before, ConditionalOutcome.PreconditionFailed)]
    [InlineData("If-Unmodified-Since", After, ConditionalOutcome.Proceed)]
    public void One_condition_on_a_read_decides(string name, string value, ConditionalOutcome expected)
    {
        using var exchange = new InMemoryHttpExchange("GET", "/").WithHeader(name, value);

        Assert.Equal(expected, ConditionalRequest.OfRead(exchange.RequestHeaders).Evaluate("e", Modified));
    }

    [Theory]
    [InlineData("If-Match", "*", ConditionalOutcome.PreconditionFailed)]
    [InlineData("If-None-Match", "*", ConditionalOutcome.Proceed)]
    [InlineData("If-Unmodified-Since", Before, ConditionalOutcome.Proceed)]
    public void A_write_where_nothing_is_there_decides(string name, string value, ConditionalOutcome expected)
    {
        using var exchange = new InMemoryHttpExchange("PUT", "/").WithHeader(name, value);

        Assert.Equal(expected, ConditionalRequest.OfWrite(exchange.RequestHeaders).Evaluate(null, default));
    }

    [Fact]
    public void A_write_with_a_tag_that_must_not_match_fails()
    {
        using var exchange = new InMemoryHttpExchange("PUT", "/").WithHeader("If-None-Match", "\"e\"");

        Assert.Equal(
            ConditionalOutcome.PreconditionFailed,
            ConditionalRequest.OfWrite(exchange.RequestHeaders).Evaluate("e", Modified));
    }

    [Fact]
    public void Tags_go_before_dates()
    {
        using var exchange = new InMemoryHttpExchange("GET", "/")
            .WithHeader("If-Match", "\"e\"").WithHeader("If-Unmodified-Since", Before)
            .WithHeader("If-None-Match", "\"a\"").WithHeader("If-Modified-Since", After);

        Assert.Equal(
            ConditionalOutcome.Proceed, ConditionalRequest.OfRead(exchange.RequestHeaders).Evaluate("e", Modified));
    }

    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT")]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT")]
    [InlineData("Sun Nov  6 08:49:37 1994")]
    public void All_three_forms_of_a_date_are_read(string text)
    {
        Assert.True(HttpDate.TryParse(text, out var moment));
        Assert.Equal("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.Format(moment));
    }
}

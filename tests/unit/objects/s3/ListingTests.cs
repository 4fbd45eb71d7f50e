using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

public sealed class ListingTests
{
    [Fact]
    public async Task Pages_of_the_second_version_follow_by_token_and_lose_nothing()
    {
        await using var s3 = await FilledAsync();
        var keys = new List<string>();
        string? token = null;
        do
        {
            var next = token is null ? "" : $"&continuation-token={Uri.EscapeDataString(token)}";
            var page = (await s3.SendAsync("GET", "/bucket?list-type=2&max-keys=2" + next)).Is(200);
            keys.AddRange(page.Values("Key"));
            Assert.Equal(token, page.Value("ContinuationToken"));
            token = page.Value("NextContinuationToken");
            Assert.Equal(token is null ? "false" : "true", page.Value("IsTruncated"));
        }
        while (token is not null);
        Assert.Equal(["a", "d/1", "d/2", "e/1", "f"], keys);
    }

    [Fact]
    public async Task A_delimiter_rolls_up_what_lies_below_it()
    {
        await using var s3 = await FilledAsync();
        var page = await s3.SendAsync("GET", "/bucket?list-type=2&delimiter=%2F");
        Assert.Equal(["a", "f"], page.Values("Key"));
        Assert.Equal(["", "d/", "e/"], page.Values("Prefix"));
        Assert.Equal("4", page.Value("KeyCount"));
        page = await s3.SendAsync("GET", "/bucket?list-type=2&delimiter=%2F&prefix=d%2F");
        Assert.Equal(["d/1", "d/2"], page.Values("Key"));
    }

    [Fact]
    public async Task The_first_version_pages_by_marker_over_common_prefixes()
    {
        await using var s3 = await FilledAsync();
        var page = await s3.SendAsync("GET", "/bucket?delimiter=%2F&max-keys=2");
        Assert.Equal("d/", page.Value("NextMarker"));
        page = await s3.SendAsync("GET", "/bucket?delimiter=%2F&marker=d%2F");
        Assert.Equal(["f"], page.Values("Key"));
        Assert.Equal(["", "e/"], page.Values("Prefix"));
        Assert.Equal("p1", page.Value("ID"));
    }

    [Fact]
    public async Task Start_after_owner_and_encoding_are_honoured()
    {
        await using var s3 = await FilledAsync();
        await s3.PutAsync("/bucket/z%01%20%26", "x");
        var page = await s3.SendAsync("GET", "/bucket?list-type=2&start-after=e%2F1&prefix=f");
        Assert.Equal(["f"], page.Values("Key"));
        Assert.Null(page.Value("Owner"));
        page = await s3.SendAsync("GET", "/bucket?list-type=2&prefix=z&encoding-type=url&fetch-owner=true");
        Assert.Equal("z%01%20%26", page.Value("Key"));
        Assert.Equal("p1", page.Value("ID"));
        Assert.Equal("url", page.Value("EncodingType"));
    }

    [Theory]
    [InlineData("list-type=2")]
    [InlineData("max-keys=1000")]
    public async Task A_key_that_xml_cannot_hold_does_not_cost_the_page(string query)
    {
        await using var s3 = await FilledAsync();
        foreach (var odd in (string[])["z%01%0D%20%26", "z%EF%BF%BE", "z%1F"])
            (await s3.PutAsync($"/bucket/{odd}", "x")).Is(200);

        var page = (await s3.SendAsync("GET", "/bucket?" + query)).Is(200);

        Assert.Equal(["a", "d/1", "d/2", "e/1", "f", "z\uFFFD\r &", "z\uFFFD", "z\uFFFD"], page.Values("Key"));
    }

    [Fact]
    public async Task A_page_that_cannot_be_gone_on_from_by_its_last_key_says_what_to_ask_for()
    {
        await using var s3 = await FilledAsync();
        await s3.PutAsync("/bucket/b%01", "x");

        (await s3.SendAsync("GET", "/bucket?max-keys=2")).IsError(400, "InvalidRequest");
        var page = (await s3.SendAsync("GET", "/bucket?max-keys=2&encoding-type=url")).Is(200);
        Assert.Equal(["a", "b%01"], page.Values("Key"));
        (await s3.SendAsync("GET", "/bucket?max-keys=2&list-type=2")).Is(200);
    }

    [Theory]
    [InlineData("list-type=2&max-keys=-1")]
    [InlineData("list-type=2&max-keys=x")]
    [InlineData("list-type=3")]
    [InlineData("list-type=2&continuation-token=%2A")]
    [InlineData("list-type=2&continuation-token=")]
    [InlineData("encoding-type=base64")]
    public async Task A_parameter_that_says_nothing_is_refused(string query)
    {
        await using var s3 = await FilledAsync();
        (await s3.SendAsync("GET", "/bucket?" + query)).IsError(400, "InvalidArgument");
    }

    [Fact]
    public async Task A_page_of_zero_keys_is_empty_and_not_truncated()
    {
        await using var s3 = await FilledAsync();
        var page = (await s3.SendAsync("GET", "/bucket?list-type=2&max-keys=0")).Is(200);
        Assert.Equal(("0", "false"), (page.Value("KeyCount"), page.Value("IsTruncated")));
    }

    private static async Task<S3Fixture> FilledAsync()
    {
        var s3 = await S3Fixture.OpenAsync();
        foreach (var key in (string[])["a", "d/1", "d/2", "e/1", "f"])
            (await s3.PutAsync("/bucket/" + key, key)).Is(200);
        return s3;
    }
}

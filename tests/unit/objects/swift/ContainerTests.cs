using Xunit;

namespace Basalt.Tests.Unit.Objects.Swift;

public sealed class ContainerTests
{
    [Fact]
    public async Task A_container_is_made_changed_and_deleted()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(201, (await swift.SendAsync("PUT", "/new", ("X-Container-Meta-A", "1"))).Status);
        Assert.Equal(202, (await swift.SendAsync("PUT", "/new", ("X-Container-Meta-B", "2"))).Status);
        Assert.Equal(204, (await swift.SendAsync("POST", "/new", ("X-Remove-Container-Meta-A", "x"))).Status);
        await swift.PutAsync("/new/o", "12345");
        var head = await swift.SendAsync("HEAD", "/new");
        Assert.Equal((204, null, "2"), (head.Status, head["X-Container-Meta-A"], head["X-Container-Meta-B"]));
        Assert.Equal(("1", "5"), (head["X-Container-Object-Count"], head["X-Container-Bytes-Used"]));
        Assert.Equal(409, (await swift.SendAsync("DELETE", "/new")).Status);
        await swift.SendAsync("DELETE", "/new/o");
        Assert.Equal(204, (await swift.SendAsync("DELETE", "/new")).Status);
        Assert.Equal(404, (await swift.SendAsync("HEAD", "/new")).Status);
    }

    [Fact]
    public async Task A_listing_comes_in_three_forms()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/a.txt", "hello");
        await swift.PutAsync("/c/d/<1>", "x");

        var text = await swift.SendAsync("GET", "/c?delimiter=/");
        var json = await swift.SendAsync("GET", "/c?delimiter=/&format=json");
        var xml = await swift.SendAsync("GET", "/c?delimiter=/", ("Accept", "text/xml;q=0.5, image/*"));

        Assert.Equal((200, "a.txt\nd/\n", "text/plain; charset=utf-8"), (text.Status, text.Text, text["Content-Type"]));
        Assert.Equal("application/json; charset=utf-8", json["Content-Type"]);
        Assert.Equal(
            """
            [{"name":"a.txt","hash":"5d41402abc4b2a76b9719d911017c592","bytes":5,"content_type":"text/plain",
            "last_modified":"2026-01-02T03:04:05.000000"},{"subdir":"d/"}]
            """.ReplaceLineEndings(""),
            json.Text);
        Assert.Equal(
            """
            <?xml version="1.0" encoding="utf-8"?><container name="c"><object><name>a.txt</name>
            <hash>5d41402abc4b2a76b9719d911017c592</hash><bytes>5</bytes><content_type>text/plain</content_type>
            <last_modified>2026-01-02T03:04:05.000000</last_modified></object><subdir name="d/"><name>d/</name>
            </subdir></container>
            """.ReplaceLineEndings(""),
            xml.Text);
    }

    [Fact]
    public async Task An_empty_listing_has_no_content_or_an_empty_list()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(204, (await swift.SendAsync("GET", "/c")).Status);
        Assert.Equal("[]", (await swift.SendAsync("GET", "/c?format=json")).Text);
        Assert.Equal(406, (await swift.SendAsync("GET", "/c", ("Accept", "image/png"))).Status);
    }

    [Theory]
    [InlineData("limit=2", "a\nb/1\n")]
    [InlineData("marker=b/1", "b/2\nc\n")]
    [InlineData("end_marker=b/2", "a\nb/1\n")]
    [InlineData("prefix=b/", "b/1\nb/2\n")]
    [InlineData("reverse=true&limit=2", "c\nb/2\n")]
    [InlineData("path=b", "b/1\nb/2\n")]
    [InlineData("path=", "a\nb/\nc\n")]
    [InlineData("delimiter=/&marker=b/", "c\n")]
    public async Task A_listing_obeys_its_parameters(string query, string expected)
    {
        await using var swift = await SwiftFixture.OpenAsync();
        foreach (var key in new[] { "a", "b/1", "b/2", "c" })
            await swift.PutAsync($"/c/{key}", key);

        Assert.Equal(expected, (await swift.SendAsync("GET", $"/c?{query}")).Text);
    }

    [Fact]
    public async Task A_limit_has_a_limit()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(204, (await swift.SendAsync("GET", "/c?limit=10000")).Status);
        Assert.Equal(412, (await swift.SendAsync("GET", "/c?limit=10001")).Status);
        Assert.Equal(412, (await swift.SendAsync("GET", "/c?limit=x")).Status);
    }

    [Fact]
    public async Task A_container_name_has_a_limit()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(201, (await swift.SendAsync("PUT", "/" + new string('n', 256))).Status);
        var refused = await swift.SendAsync("PUT", "/" + new string('n', 257));
        Assert.Equal((400, "Container name length of 257 longer than 256"), (refused.Status, refused.Text));
    }

    [Fact]
    public async Task An_account_counts_and_lists_its_containers()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "12345");
        Assert.Equal(204, (await swift.SendAsync("POST", "", ("X-Account-Meta-A", "1"))).Status);

        var get = await swift.SendAsync("GET", "?format=json");
        var head = await swift.SendAsync("HEAD", "");

        Assert.Equal(
            """[{"name":"c","count":1,"bytes":5,"last_modified":"2026-01-02T03:04:05.000000"}]""", get.Text);
        Assert.Equal((204, "1"), (head.Status, head["X-Account-Container-Count"]));
        Assert.Equal(("1", "5"), (head["X-Account-Object-Count"], head["X-Account-Bytes-Used"]));
        Assert.Equal("1", head["X-Account-Meta-A"]);
        Assert.Equal(405, (await swift.SendAsync("PUT", "")).Status);
        Assert.Equal(405, (await swift.SendAsync("DELETE", "")).Status);
    }

    [Fact]
    public async Task The_description_is_public()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        var info = await swift.SendAsync("GET", "/info", ("X-Auth-Token", "-"));

        Assert.Equal(200, info.Status);
        Assert.Contains("\"max_file_size\":5368709122", info.Text, StringComparison.Ordinal);
        Assert.Contains("\"slo\":{\"max_manifest_segments\":1000", info.Text, StringComparison.Ordinal);
    }
}

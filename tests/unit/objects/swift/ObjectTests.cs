using Xunit;

namespace Basalt.Tests.Unit.Objects.Swift;

public sealed class ObjectTests
{
    private const string HelloMd5 = "5d41402abc4b2a76b9719d911017c592";

    [Fact]
    public async Task An_object_is_put_and_read_with_its_fields()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        var put = await swift.PutAsync(
            "/c/a/b.txt", "hello",
            ("X-Object-Meta-Two-Words", "\u00e4"), ("Content-Disposition", "inline"), ("Etag", HelloMd5));
        var get = await swift.SendAsync("GET", "/c/a/b.txt");
        var head = await swift.SendAsync("HEAD", "/c/a/b.txt");

        Assert.Equal((201, HelloMd5), (put.Status, put["Etag"]));
        Assert.Equal((200, "hello"), (get.Status, get.Text));
        foreach (var answer in new[] { get, head })
        {
            Assert.Equal("\u00e4", answer["X-Object-Meta-Two-Words"]);
            Assert.Equal("inline", answer["Content-Disposition"]);
            Assert.Equal("text/plain", answer["Content-Type"]);
            Assert.Equal(HelloMd5, answer["Etag"]);
            Assert.Equal("Fri, 02 Jan 2026 03:04:05 GMT", answer["Last-Modified"]);
            Assert.Equal("1767323045.00000", answer["X-Timestamp"]);
            Assert.Equal("5", answer["Content-Length"]);
            Assert.StartsWith("tx", answer["X-Trans-Id"], StringComparison.Ordinal);
        }

        Assert.Empty(head.Bytes);
    }

    [Fact]
    public async Task A_body_that_is_not_its_etag_is_unprocessable()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        var put = await swift.PutAsync("/c/o", "hellO", ("Etag", HelloMd5));

        Assert.Equal(422, put.Status);
        Assert.Equal(
            "<html><h1>Unprocessable Entity</h1><p>Unable to process the contained instructions</p></html>", put.Text);
        Assert.Equal(404, (await swift.SendAsync("GET", "/c/o")).Status);
    }

    [Fact]
    public async Task A_put_without_a_length_is_refused()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(411, (await swift.SendAsync("PUT", "/c/o", ("No-Length", "1"))).Status);
    }

    [Fact]
    public async Task A_put_into_no_container_is_not_found()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(404, (await swift.PutAsync("/none/o", "x")).Status);
    }

    [Theory]
    [InlineData("bytes=1-2", 206, "el", "bytes 1-2/5")]
    [InlineData("bytes=-2", 206, "lo", "bytes 3-4/5")]
    [InlineData("bytes=9-", 416, null, "bytes */5")]
    [InlineData("bytes=x", 200, "hello", null)]
    public async Task A_range_is_answered(string range, int status, string? body, string? contentRange)
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "hello");

        var get = await swift.SendAsync("GET", "/c/o", ("Range", range));

        Assert.Equal((status, contentRange), (get.Status, get["Content-Range"]));
        Assert.Equal(body ?? get.Text, get.Text);
    }

    [Fact]
    public async Task Several_ranges_come_as_parts()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o.txt", "hello");

        var get = await swift.SendAsync("GET", "/c/o.txt", ("Range", "bytes=0-0,3-"));

        const string Boundary = "00000000000000000000000000000001";
        Assert.Equal(206, get.Status);
        Assert.Equal($"multipart/byteranges;boundary={Boundary}", get["Content-Type"]);
        Assert.Equal(
            $"--{Boundary}\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-0/5\r\n\r\nh\r\n"
            + $"--{Boundary}\r\nContent-Type: text/plain\r\nContent-Range: bytes 3-4/5\r\n\r\nlo\r\n--{Boundary}--",
            get.Text);
        Assert.Equal($"{get.Bytes.Length}", get["Content-Length"]);
    }

    [Theory]
    [InlineData("If-None-Match", HelloMd5, 304)]
    [InlineData("If-Match", "\"other\"", 412)]
    [InlineData("If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT", 304)]
    [InlineData("If-Unmodified-Since", "Fri, 02 Jan 2026 03:04:04 GMT", 412)]
    public async Task A_condition_decides_a_read(string name, string value, int status)
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "hello");

        Assert.Equal(status, (await swift.SendAsync("GET", "/c/o", (name, value))).Status);
        Assert.Equal(status, (await swift.SendAsync("HEAD", "/c/o", (name, value))).Status);
    }

    [Fact]
    public async Task A_put_that_must_be_the_first_is_refused_the_second_time()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(201, (await swift.PutAsync("/c/o", "1", ("If-None-Match", "*"))).Status);
        Assert.Equal(412, (await swift.PutAsync("/c/o", "2", ("If-None-Match", "*"))).Status);
        Assert.Equal(400, (await swift.PutAsync("/c/o", "2", ("If-None-Match", "\"e\""))).Status);
        Assert.Equal("1", (await swift.SendAsync("GET", "/c/o")).Text);
    }

    [Fact]
    public async Task A_post_replaces_the_metadata_and_keeps_the_type()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync(
            "/c/o", "hello", ("X-Object-Meta-Old", "1"), ("Content-Type", "a/b"), ("Content-Encoding", "z"));

        var post = await swift.SendAsync("POST", "/c/o", ("X-Object-Meta-New", "2"));
        var head = await swift.SendAsync("HEAD", "/c/o");

        Assert.Equal(202, post.Status);
        Assert.Equal((null, "2", "a/b"), (head["X-Object-Meta-Old"], head["X-Object-Meta-New"], head["Content-Type"]));
        Assert.Null(head["Content-Encoding"]);
        Assert.Equal(404, (await swift.SendAsync("POST", "/c/none")).Status);
    }

    [Fact]
    public async Task A_delete_is_answered_once()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "hello");

        Assert.Equal(204, (await swift.SendAsync("DELETE", "/c/o")).Status);
        var again = await swift.SendAsync("DELETE", "/c/o");
        Assert.Equal(404, again.Status);
        Assert.Equal("<html><h1>Not Found</h1><p>The resource could not be found.</p></html>", again.Text);
    }

    [Fact]
    public async Task An_object_dies_at_its_time()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/o", "hello", ("X-Delete-After", "10"));
        Assert.Equal("1767323055", (await swift.SendAsync("HEAD", "/c/o"))["X-Delete-At"]);

        swift.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(404, (await swift.SendAsync("GET", "/c/o")).Status);
        Assert.Equal(400, (await swift.PutAsync("/c/o", "x", ("X-Delete-At", "1"))).Status);
    }

    [Theory]
    [InlineData("/c/../x", "../x")]
    [InlineData("/c/%2e%2e/%2e", "../.")]
    [InlineData("/c//a//", "/a//")]
    [InlineData("/c/a%20b%3F%E4%B8%AD", "a b?\u4e2d")]
    [InlineData("/c/100%", "100%")]
    public async Task A_key_is_opaque_text(string path, string key)
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(201, (await swift.PutAsync(path, path)).Status);

        Assert.Equal($"{key}\n", (await swift.SendAsync("GET", "/c")).Text);
        Assert.Equal(path, (await swift.SendAsync("GET", path)).Text);
    }

    [Theory]
    [InlineData("/c/%00", 412)]
    [InlineData("/c/%C0%AF", 412)]
    [InlineData("/c/%ED%A0%80", 412)]
    [InlineData("/%FF/o", 412)]
    public async Task A_name_that_is_no_text_is_refused(string path, int status)
    {
        await using var swift = await SwiftFixture.OpenAsync();

        var put = await swift.PutAsync(path, "x");

        Assert.Equal((status, "Invalid UTF8 or contains NULL"), (put.Status, put.Text));
    }

    [Fact]
    public async Task A_key_may_be_as_long_as_its_limit()
    {
        await using var swift = await SwiftFixture.OpenAsync();

        Assert.Equal(201, (await swift.PutAsync("/c/" + new string('k', 1024), "x")).Status);
        Assert.Equal(400, (await swift.PutAsync("/c/" + new string('k', 1025), "x")).Status);
    }

    [Theory]
    [InlineData("X-Object-Meta-", "v")]
    [InlineData("X-Object-Meta-Long", "256+")]
    public async Task Metadata_beyond_its_limits_is_refused(string name, string value)
    {
        await using var swift = await SwiftFixture.OpenAsync();
        var sent = value == "256+" ? new string('v', 257) : value;

        Assert.Equal(400, (await swift.PutAsync("/c/o", "x", (name, sent))).Status);
    }

    [Fact]
    public async Task An_object_is_copied_from_both_ends()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/a%20b", "hello", ("X-Object-Meta-One", "1"), ("X-Object-Meta-Two", "2"));

        var copy = await swift.SendAsync("COPY", "/c/a%20b", ("Destination", "/c/x"), ("X-Object-Meta-Two", "new"));
        var put = await swift.SendAsync("PUT", "/c/y", ("X-Copy-From", "c/a%20b"), ("X-Fresh-Metadata", "true"));

        Assert.Equal((201, "c/a%20b", HelloMd5), (copy.Status, copy["X-Copied-From"], copy["Etag"]));
        Assert.Equal(201, put.Status);
        var x = await swift.SendAsync("GET", "/c/x");
        var y = await swift.SendAsync("GET", "/c/y");
        Assert.Equal(("hello", "1", "new"), (x.Text, x["X-Object-Meta-One"], x["X-Object-Meta-Two"]));
        Assert.Equal(("hello", null), (y.Text, y["X-Object-Meta-One"]));
        Assert.Equal(412, (await swift.SendAsync("COPY", "/c/a%20b")).Status);
        Assert.Equal(404, (await swift.SendAsync("COPY", "/c/none", ("Destination", "c/x"))).Status);
    }
}

using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

public sealed class ObjectTests
{
    [Fact]
    public async Task An_object_comes_back_with_its_bytes_and_headers()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var put = await s3.PutAsync(
            "/bucket/key", "body", ("Content-Type", "text/x"), ("Content-Encoding", "aws-chunked, gzip"),
            ("Cache-Control", "no-store"), ("x-amz-meta-Colour", "grey"));
        Assert.Equal("\"841a2d689ad86bd1611447453c22c6fc\"", put.Is(200)["ETag"]);
        var read = (await s3.SendAsync("GET", "/bucket/key")).Is(200);
        Assert.Equal("body", read.Text);
        Assert.Equal(put["ETag"], read["ETag"]);
        Assert.Equal("text/x", read["Content-Type"]);
        Assert.Equal("gzip", read["Content-Encoding"]);
        Assert.Equal("no-store", read["Cache-Control"]);
        Assert.Equal("grey", read["x-amz-meta-colour"]);
        Assert.Equal("Fri, 02 Jan 2026 03:04:05 GMT", read["Last-Modified"]);
        Assert.Equal("bytes", read["Accept-Ranges"]);
        var head = (await s3.SendAsync("HEAD", "/bucket/key")).Is(200);
        Assert.Equal(4, head.Headers.ContentLength);
        Assert.Empty(head.Bytes);
    }

    [Theory]
    [InlineData("Content-Type", "a\u0001b")]
    [InlineData("Cache-Control", "a\u007fb")]
    [InlineData("x-amz-meta-a", "a\u001fb")]
    public async Task What_could_not_go_out_again_is_not_taken(string name, string value)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/key", "before");
        var answer = (await s3.PutAsync("/bucket/key", "after", (name, value))).Is(400);
        Assert.Contains("<Code>BadRequest</Code>", answer.Text, StringComparison.Ordinal);
        Assert.Equal("before", await s3.ReadAsync("key"));
    }

    [Theory]
    [InlineData("response-content-type=a%7F")]
    [InlineData("response-content-disposition=%01")]
    public async Task A_header_asked_for_in_the_query_must_be_one(string query)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/key", "body");
        (await s3.SendAsync("GET", $"/bucket/key?{query}")).Is(400);
    }

    [Theory]
    [InlineData("a/../b")]
    [InlineData("a//b")]
    [InlineData("%2E%2E/x")]
    [InlineData("./x")]
    [InlineData("dir/")]
    [InlineData("%C3%BC%20%2B%26%3F")]
    [InlineData("a%252Fb")]
    public async Task A_key_is_what_its_bytes_say(string encoded)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var canonical = encoded.Replace("%2E", ".", StringComparison.Ordinal);
        (await s3.PutAsync("/bucket/" + canonical, "body")).Is(200);
        Assert.Equal("body", await s3.ReadAsync(canonical));
        Assert.Equal(
            Uri.UnescapeDataString(canonical), (await s3.SendAsync("GET", "/bucket?list-type=2")).Value("Key"));
    }

    [Theory]
    [InlineData("/bucket/%FF", 400, "InvalidURI")]
    [InlineData("/bucket/%C0%AE", 400, "InvalidURI")]
    [InlineData("/bucket/%zz", 400, "InvalidURI")]
    [InlineData("/bucket/%", 400, "InvalidURI")]
    [InlineData("/bucket/a%00b", 400, "InvalidURI")]
    public async Task A_path_that_is_no_key_is_refused(string target, int status, string code)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.PutAsync(target, "body")).IsError(status, code);
    }

    [Fact]
    public async Task A_key_has_at_most_1024_bytes()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.PutAsync("/bucket/" + new string('k', 1024), "body")).Is(200);
        (await s3.PutAsync("/bucket/" + new string('k', 1025), "body")).IsError(400, "KeyTooLongError");
    }

    [Fact]
    public async Task User_metadata_has_at_most_2_KiB()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.PutAsync("/bucket/key", "b", ("x-amz-meta-m", new string('m', 2047)))).Is(200);
        (await s3.PutAsync("/bucket/key", "b", ("x-amz-meta-m", new string('m', 2048))))
            .IsError(400, "MetadataTooLarge");
    }

    [Fact]
    public async Task A_put_without_a_length_is_asked_for_it_and_one_too_large_is_not_read()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync(new S3Call("PUT", "/bucket/key", [1]) { ContentLength = null }))
            .IsError(411, "MissingContentLength");
        (await s3.SendAsync(new S3Call("PUT", "/bucket/key") { IsWithoutLength = true }))
            .IsError(411, "MissingContentLength");
        Assert.Null(await s3.ReadAsync("key"));
        (await s3.PutAsync("/bucket/key", "")).Is(200);
        var large = new S3Call("PUT", "/bucket/key", [1]) { ContentLength = 5L * 1024 * 1024 * 1024 + 1 };
        Assert.Equal("close", (await s3.SendAsync(large)).IsError(400, "EntityTooLarge")["Connection"]);
        (await s3.SendAsync(new S3Call("PUT", "/bucket/key", [1]) { ContentLength = 2 }))
            .IsError(400, "IncompleteBody");
    }

    [Theory]
    [InlineData("bytes=2-4", 206, "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-3", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=5-100", 206, "56789", "bytes 5-9/10")]
    [InlineData("bytes=0-1,3-4", 200, "0123456789", null)]
    [InlineData("bytes=4-2", 200, "0123456789", null)]
    [InlineData("lines=1-2", 200, "0123456789", null)]
    public async Task A_range_is_read_as_RFC_9110_says(string range, int status, string text, string? contentRange)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/key", "0123456789");
        var answer = (await s3.SendAsync("GET", "/bucket/key", ("Range", range))).Is(status);
        Assert.Equal(text, answer.Text);
        Assert.Equal(contentRange, answer["Content-Range"]);
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=-0")]
    public async Task A_range_past_the_end_is_not_satisfiable(string range)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/key", "0123456789");
        var answer = (await s3.SendAsync("GET", "/bucket/key", ("Range", range))).IsError(416, "InvalidRange");
        Assert.Equal("bytes */10", answer["Content-Range"]);
        Assert.Equal("10", answer.Value("ActualObjectSize"));
    }

    [Theory]
    [InlineData("If-Match", "\"841a2d689ad86bd1611447453c22c6fc\"", 200)]
    [InlineData("If-Match", "841a2d689ad86bd1611447453c22c6fc", 200)]
    [InlineData("If-Match", "\"other\"", 412)]
    [InlineData("If-None-Match", "\"841a2d689ad86bd1611447453c22c6fc\"", 304)]
    [InlineData("If-None-Match", "*", 304)]
    [InlineData("If-None-Match", "\"other\"", 200)]
    [InlineData("If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT", 304)]
    [InlineData("If-Modified-Since", "Fri, 02 Jan 2026 03:04:04 GMT", 200)]
    [InlineData("If-Unmodified-Since", "Fri, 02 Jan 2026 03:04:05 GMT", 200)]
    [InlineData("If-Unmodified-Since", "Fri, 02 Jan 2026 03:04:04 GMT", 412)]
    public async Task A_conditional_read_decides_by_tag_and_time(string header, string value, int status)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/key", "body");
        (await s3.SendAsync("GET", "/bucket/key", (header, value))).Is(status);
        (await s3.SendAsync("HEAD", "/bucket/key", (header, value))).Is(status);
    }

    [Fact]
    public async Task A_conditional_write_keeps_what_is_there()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.PutAsync("/bucket/key", "first", ("If-None-Match", "*"))).Is(200);
        (await s3.PutAsync("/bucket/key", "second", ("If-None-Match", "*"))).IsError(412, "PreconditionFailed");
        (await s3.PutAsync("/bucket/key", "second", ("If-Match", "\"other\""))).IsError(412, "PreconditionFailed");
        (await s3.PutAsync("/bucket/none", "second", ("If-Match", "\"other\""))).IsError(404, "NoSuchKey");
        Assert.Equal("first", await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task Deleting_is_done_whether_or_not_there_was_something()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/key", "body");
        (await s3.SendAsync("DELETE", "/bucket/key")).Is(204);
        (await s3.SendAsync("DELETE", "/bucket/key")).Is(204);
        (await s3.SendAsync("GET", "/bucket/key")).IsError(404, "NoSuchKey");
    }

    [Fact]
    public async Task Many_are_deleted_at_once_and_each_is_answered()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/a", "1");
        await s3.PutAsync("/bucket/b%26", "2");
        const string document = "<Delete><Object><Key>a</Key></Object><Object><Key>b&amp;</Key></Object>"
            + "<Object><Key>none</Key></Object><Object><Key>c</Key><VersionId>v1</VersionId></Object></Delete>";
        var answer = (await s3.PostAsync("/bucket?delete", document)).Is(200);
        Assert.Equal(["a", "b&", "none", "c"], answer.Values("Key"));
        Assert.Equal(["NoSuchVersion"], answer.Values("Code"));
        Assert.Null(await s3.ReadAsync("a"));
        Assert.Empty((await s3.PostAsync(
            "/bucket?delete", "<Delete><Quiet>true</Quiet><Object><Key>a</Key></Object></Delete>")).Values("Deleted"));
    }

    [Fact]
    public async Task More_than_1000_keys_a_DTD_or_no_document_are_malformed()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var keys = string.Concat(Enumerable.Range(0, 1001).Select(i => $"<Object><Key>{i}</Key></Object>"));
        (await s3.PostAsync("/bucket?delete", $"<Delete>{keys}</Delete>")).IsError(400, "MalformedXML");
        (await s3.PostAsync("/bucket?delete", "<Delete/>")).IsError(400, "MalformedXML");
        (await s3.PostAsync("/bucket?delete", "<!DOCTYPE d><Delete><Object><Key>a</Key></Object></Delete>"))
            .IsError(400, "MalformedXML");
        (await s3.PostAsync("/bucket?delete", new string(' ', 2 * 1024 * 1024 + 1))).IsError(400, "MalformedXML");
        (await s3.PostAsync("/bucket?delete", "")).IsError(400, "MissingRequestBodyError");
    }

    [Fact]
    public async Task A_copy_takes_the_metadata_or_replaces_it()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/a%20b", "body", ("x-amz-meta-m", "old"), ("Content-Type", "text/x"));
        var copied = await s3.SendAsync("PUT", "/bucket/copy", ("x-amz-copy-source", "/bucket/a%20b"));
        Assert.Equal("\"841a2d689ad86bd1611447453c22c6fc\"", copied.Is(200).Value("ETag"));
        var head = await s3.SendAsync("HEAD", "/bucket/copy");
        Assert.Equal(("old", "text/x"), (head["x-amz-meta-m"], head["Content-Type"]));
        (await s3.SendAsync("PUT", "/bucket/copy", ("x-amz-copy-source", "bucket/a%20b"),
            ("x-amz-metadata-directive", "REPLACE"), ("x-amz-meta-m", "new"))).Is(200);
        Assert.Equal("new", (await s3.SendAsync("HEAD", "/bucket/copy"))["x-amz-meta-m"]);
        (await s3.SendAsync("PUT", "/bucket/copy", ("x-amz-copy-source", "/bucket/copy")))
            .IsError(400, "InvalidRequest");
        (await s3.SendAsync("PUT", "/bucket/copy", ("x-amz-copy-source", "/bucket/none"))).IsError(404, "NoSuchKey");
        (await s3.SendAsync("PUT", "/bucket/copy", ("x-amz-copy-source", "/bucket/a%20b"),
            ("x-amz-copy-source-if-match", "\"other\""))).IsError(412, "PreconditionFailed");
        (await s3.SendAsync("PUT", "/bucket/copy", ("x-amz-copy-source", "nothing"))).IsError(400, "InvalidArgument");
    }

    [Theory]
    [InlineData("x-amz-acl", "public-read", "NotImplemented")]
    [InlineData("x-amz-grant-read", "id=x", "NotImplemented")]
    [InlineData("x-amz-server-side-encryption", "AES256", "NotImplemented")]
    [InlineData("x-amz-tagging", "a=b", "NotImplemented")]
    [InlineData("x-amz-object-lock-mode", "GOVERNANCE", "NotImplemented")]
    [InlineData("x-amz-storage-class", "GLACIER", "InvalidStorageClass")]
    public async Task A_header_that_asks_for_more_than_is_served_is_refused(string name, string value, string code)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        Assert.Equal(code, (await s3.PutAsync("/bucket/key", "body", (name, value))).Value("Code"));
        Assert.Null(await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task Acls_that_change_nothing_are_accepted()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.PutAsync("/bucket/key", "body", ("x-amz-acl", "private"), ("x-amz-storage-class", "STANDARD")))
            .Is(200);
    }
}

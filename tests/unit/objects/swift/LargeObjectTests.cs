using Xunit;

namespace Basalt.Tests.Unit.Objects.Swift;

public sealed class LargeObjectTests
{
    private const string Manifest = """[{"path":"/c/s1"},{"path":"c/s2","size_bytes":5,"range":"1-3"}]""";

    [Fact]
    public async Task A_dynamic_manifest_is_its_segments_in_order()
    {
        await using var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/m", "", ("X-Object-Manifest", "c/s%2F"));
        await swift.PutAsync("/c/s/2", "world");
        await swift.PutAsync("/c/s/1", "hello ");

        var get = await swift.SendAsync("GET", "/c/m");
        var head = await swift.SendAsync("HEAD", "/c/m");
        var range = await swift.SendAsync("GET", "/c/m", ("Range", "bytes=4-7"));
        var manifest = await swift.SendAsync("GET", "/c/m?multipart-manifest=get");

        Assert.Equal(("hello world", "11", "c/s/"), (get.Text, head["Content-Length"], get["X-Object-Manifest"]));
        Assert.Equal(get["Etag"], head["Etag"]);
        Assert.StartsWith("\"", get["Etag"], StringComparison.Ordinal);
        Assert.Equal((206, "o wo"), (range.Status, range.Text));
        Assert.Equal((200, ""), (manifest.Status, manifest.Text));
    }

    [Fact]
    public async Task Manifests_within_manifests_cannot_pass_the_largest_object()
    {
        await using var swift = await FillAsync();
        var inner = "s1";
        var refused = 0;
        for (var depth = 0; depth < 6; depth++)
        {
            var segment = $$"""{"path":"/c/{{inner}}"}""";
            var list = $"[{string.Join(',', Enumerable.Repeat(segment, 1000))}]";
            var put = await swift.PutAsync($"/c/deep{depth}?multipart-manifest=put", list);
            if (put.Status == 413)
                refused++;
            else
                inner = $"deep{depth}";
        }

        var dynamic = await swift.PutAsync("/c/all", "", ("X-Object-Manifest", "c/deep"));
        var read = await swift.SendAsync("HEAD", "/c/all");

        Assert.InRange(refused, 1, 3);
        Assert.Equal((201, 200), (dynamic.Status, read.Status));
    }

    [Fact]
    public async Task A_static_manifest_is_put_read_and_shown()
    {
        await using var swift = await FillAsync();

        var put = await swift.PutAsync("/c/m?multipart-manifest=put", Manifest, ("Content-Type", "a/b"));
        var get = await swift.SendAsync("GET", "/c/m");
        var head = await swift.SendAsync("HEAD", "/c/m");
        var range = await swift.SendAsync("GET", "/c/m", ("Range", "bytes=4-6"));

        Assert.Equal(201, put.Status);
        Assert.Equal(("helloorl", "True", "a/b"), (get.Text, get["X-Static-Large-Object"], get["Content-Type"]));
        Assert.Equal((put["Etag"], "8"), (get["Etag"], head["Content-Length"]));
        Assert.Equal("oor", range.Text);
        var shown = await swift.SendAsync("GET", "/c/m?multipart-manifest=get");
        Assert.Equal(
            """
            [{"name":"/c/s1","bytes":5,"hash":"5d41402abc4b2a76b9719d911017c592",
            "content_type":"application/octet-stream","last_modified":"2026-01-02T03:04:05.000000"},
            {"name":"/c/s2","bytes":5,"hash":"7d793037a0760186574b0282f2f435e7",
            "content_type":"application/octet-stream","last_modified":"2026-01-02T03:04:05.000000","range":"1-3"}]
            """.ReplaceLineEndings(""),
            shown.Text);
        Assert.Equal("application/json; charset=utf-8", shown["Content-Type"]);
        var raw = await swift.SendAsync("GET", "/c/m?multipart-manifest=get&format=raw");
        Assert.Equal(201, (await swift.PutAsync("/c/again?multipart-manifest=put", raw.Text)).Status);
        Assert.Equal("helloorl", (await swift.SendAsync("GET", "/c/again")).Text);
    }

    [Fact]
    public async Task A_listing_shows_a_static_manifest_with_the_size_of_its_segments()
    {
        await using var swift = await FillAsync();
        await swift.PutAsync("/c/m?multipart-manifest=put", Manifest);

        var listing = await swift.SendAsync("GET", "/c?format=json&prefix=m");

        Assert.Contains("\"bytes\":8", listing.Text, StringComparison.Ordinal);
        Assert.Contains("\"slo_etag\":", listing.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{"path":"/c/none"}]""", "/c/none, 404 Not Found")]
    [InlineData("""[{"path":"/c/s1","etag":"0"}]""", "/c/s1, Etag Mismatch")]
    [InlineData("""[{"path":"/c/s1","size_bytes":4}]""", "/c/s1, Size Mismatch")]
    [InlineData("""[{"path":"/c/s1","range":"9-"}]""", "/c/s1, Unsatisfiable Range")]
    [InlineData("""[{"path":"/c"}]""", "Index 0: path does not refer to an object")]
    [InlineData("""[{"path":"/c/s1","x":1}]""", "Index 0: extraneous keys")]
    [InlineData("{}", "Manifest must be a list")]
    [InlineData("[", "Manifest must be valid JSON")]
    [InlineData("[{\"path\": \"/c/\\ud800\"}]", "Manifest must be valid JSON")]
    [InlineData("[]", "Manifest must have at least one segment")]
    public async Task A_wrong_manifest_is_refused_by_name(string manifest, string error)
    {
        await using var swift = await FillAsync();

        var put = await swift.PutAsync("/c/m?multipart-manifest=put", manifest);

        Assert.Equal(400, put.Status);
        Assert.Contains(error, put.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await swift.SendAsync("HEAD", "/c/m")).Status);
    }

    [Fact]
    public async Task Too_many_segments_are_refused()
    {
        await using var swift = await FillAsync();
        string List(int count) => $"[{string.Join(',', Enumerable.Repeat("""{"path":"/c/s1"}""", count))}]";

        Assert.Equal(201, (await swift.PutAsync("/c/m?multipart-manifest=put", List(1000))).Status);
        Assert.Equal(413, (await swift.PutAsync("/c/m?multipart-manifest=put", List(1001))).Status);
    }

    [Fact]
    public async Task A_segment_that_changed_is_never_read_as_the_old_one()
    {
        await using var swift = await FillAsync();
        await swift.PutAsync("/c/m?multipart-manifest=put", Manifest);

        await swift.PutAsync("/c/s1", "HELLO");
        Assert.Equal(409, (await swift.SendAsync("GET", "/c/m")).Status);
        await swift.PutAsync("/c/s1", "hello");
        await swift.PutAsync("/c/s2", "WORLD");

        var cut = await swift.SendAsync("GET", "/c/m");

        Assert.True(cut.IsAborted || cut.Status == 409);
    }

    [Fact]
    public async Task A_manifest_in_a_manifest_is_read_through()
    {
        await using var swift = await FillAsync();
        await swift.PutAsync("/c/inner?multipart-manifest=put", Manifest);

        const string Outer = """[{"path":"/c/inner","range":"3-5"},{"path":"/c/s1"}]""";
        await swift.PutAsync("/c/outer?multipart-manifest=put", Outer);

        Assert.Equal("loohello", (await swift.SendAsync("GET", "/c/outer")).Text);
    }

    [Fact]
    public async Task Deleting_a_manifest_may_take_its_segments()
    {
        await using var swift = await FillAsync();
        await swift.PutAsync("/c/m?multipart-manifest=put", Manifest);

        var deleted = await swift.SendAsync("DELETE", "/c/m?multipart-manifest=delete");

        Assert.Equal(
            "Number Deleted: 3\nNumber Not Found: 0\nResponse Body: \nResponse Status: 200 OK\nErrors:\n",
            deleted.Text);
        Assert.Equal(204, (await swift.SendAsync("GET", "/c")).Status);
    }

    [Fact]
    public async Task A_copy_of_a_manifest_is_its_bytes_or_the_manifest()
    {
        await using var swift = await FillAsync();
        await swift.PutAsync("/c/m?multipart-manifest=put", Manifest);

        await swift.SendAsync("COPY", "/c/m", ("Destination", "c/flat"));
        await swift.SendAsync("COPY", "/c/m?multipart-manifest=get", ("Destination", "c/same"));

        var flat = await swift.SendAsync("GET", "/c/flat");
        var same = await swift.SendAsync("GET", "/c/same");
        Assert.Equal(("helloorl", null), (flat.Text, flat["X-Static-Large-Object"]));
        Assert.Equal(("helloorl", "True"), (same.Text, same["X-Static-Large-Object"]));
    }

    [Fact]
    public async Task Many_are_deleted_by_name()
    {
        await using var swift = await FillAsync();
        await swift.PutAsync("/c/a%20b", "x");
        await swift.SendAsync("PUT", "/gone");
        var names = "/c/s1\nc/s2\n/c/a%20b\n/c/none\n/none/x\n/gone\n/c\n/c/%FF\n"u8.ToArray();

        var deleted = await swift.SendAsync("POST", "?bulk-delete", names, ("Accept", "application/json"));

        Assert.Equal(200, deleted.Status);
        Assert.Equal(
            """
            {"Number Deleted":5,"Number Not Found":2,"Response Body":"","Response Status":"400 Bad Request",
            "Errors":[["/c/%FF","412 Precondition Failed"]]}
            """.ReplaceLineEndings(""),
            deleted.Text);
    }

    private static async Task<SwiftFixture> FillAsync()
    {
        var swift = await SwiftFixture.OpenAsync();
        await swift.PutAsync("/c/s1", "hello");
        await swift.PutAsync("/c/s2", "world");
        return swift;
    }
}

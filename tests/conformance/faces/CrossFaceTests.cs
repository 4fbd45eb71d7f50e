using System.Net;
using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.Faces;

/// <summary>S3 and Swift are two faces of the same objects.</summary>
public sealed class CrossFaceTests(CloudFixture cloud)
{
    private readonly string _name = CloudAccess.NewName("faces");

    [Fact]
    public async Task What_swift_writes_s3_reads()
    {
        var body = GeneratedFile.Bytes(100_000, seed: 5);
        using var made = await cloud.SwiftFace.SendAsync(HttpMethod.Put, $"/{_name}");
        using var written = await cloud.SwiftFace.SendAsync(
            HttpMethod.Put,
            $"/{_name}/a%20b/%C3%A9",
            body,
            ("X-Object-Meta-Colour", "grey"),
            ("Content-Type", "text/x-a"));
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);

        using var read = await cloud.S3Face.SendAsync(HttpMethod.Get, $"/{_name}/a%20b/%C3%A9");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(body, await read.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/x-a", read.Content.Headers.ContentType?.ToString());
        Assert.Equal("grey", Assert.Single(read.Headers.GetValues("x-amz-meta-colour")));
        Assert.Equal($"\"{Md5.Hex(body)}\"", read.Headers.ETag?.ToString());
        Assert.Equal(["a b/é"], await cloud.S3Face.KeysAsync(_name));
    }

    [Fact]
    public async Task What_s3_writes_swift_reads_and_deletes()
    {
        var body = GeneratedFile.Bytes(100_000, seed: 6);
        using var made = await cloud.S3Face.SendAsync(HttpMethod.Put, $"/{_name}");
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        using var written = await cloud.S3Face.SendAsync(
            HttpMethod.Put, $"/{_name}/key", body, ("x-amz-meta-colour", "grey"), ("Content-Type", "text/x-b"));
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);

        using var read = await cloud.SwiftFace.SendAsync(HttpMethod.Get, $"/{_name}/key");
        Assert.Equal(body, await read.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/x-b", read.Content.Headers.ContentType?.ToString());
        Assert.Equal("grey", Assert.Single(read.Headers.GetValues("X-Object-Meta-Colour")));
        using var deleted = await cloud.SwiftFace.SendAsync(HttpMethod.Delete, $"/{_name}/key");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await cloud.S3Face.KeysAsync(_name));
    }

    [Fact]
    public async Task A_bucket_of_one_face_is_a_container_of_the_other()
    {
        using var made = await cloud.S3Face.SendAsync(HttpMethod.Put, $"/{_name}");
        using var head = await cloud.SwiftFace.SendAsync(HttpMethod.Head, $"/{_name}");
        Assert.Equal(HttpStatusCode.NoContent, head.StatusCode);
        using var deleted = await cloud.SwiftFace.SendAsync(HttpMethod.Delete, $"/{_name}");
        using var gone = await cloud.S3Face.SendAsync(HttpMethod.Head, $"/{_name}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }
}

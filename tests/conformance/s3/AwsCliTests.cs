using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.S3;

/// <summary>Debian's aws command line.</summary>
public sealed class AwsCliTests(CloudFixture cloud) : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _bucket = CloudAccess.NewName("aws");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_tree_is_synced_up_and_down_byte_for_byte()
    {
        var hashes = TestTree.Make(_scratch["tree"], Scale.Of(smoke: 300, all: 10_000));
        await S3Async("mb", $"s3://{_bucket}");
        await S3Async("sync", "--only-show-errors", "tree", $"s3://{_bucket}/tree");
        await S3Async("sync", "--only-show-errors", $"s3://{_bucket}/tree", "back");
        TestTree.Equal(hashes, TestTree.Hashes(_scratch["back"]));

        var again = await S3Async("sync", "tree", $"s3://{_bucket}/tree");
        Assert.Equal("", again.Trim());
        var listed = await S3Async("ls", "--recursive", "--summarize", $"s3://{_bucket}");
        Assert.Contains($"Total Objects: {hashes.Count}", listed, StringComparison.Ordinal);
        await S3Async("rm", "--recursive", "--only-show-errors", $"s3://{_bucket}");
        await S3Async("rb", $"s3://{_bucket}");
    }

    [Fact]
    public async Task A_large_file_goes_up_in_parts_and_comes_back_whole()
    {
        var size = Scale.Of(40L << 20, 6L << 30);
        _scratch.NeedFree(3 * size);
        var hash = GeneratedFile.Write(_scratch["large.bin"], size, seed: 3);
        await S3Async("mb", $"s3://{_bucket}");
        await S3Async("cp", "--only-show-errors", "large.bin", $"s3://{_bucket}/large.bin");
        File.Delete(_scratch["large.bin"]);
        await S3Async("cp", "--only-show-errors", $"s3://{_bucket}/large.bin", "back.bin");
        Assert.Equal(hash, GeneratedFile.HashOf(_scratch["back.bin"]));
        await S3Async("rb", "--force", $"s3://{_bucket}");
    }

    [Fact]
    public async Task Objects_are_copied_moved_and_read_in_part()
    {
        await File.WriteAllTextAsync(_scratch["a"], "0123456789", TestContext.Current.CancellationToken);
        await S3Async("mb", $"s3://{_bucket}");
        await S3Async("cp", "a", $"s3://{_bucket}/a", "--metadata", "colour=grey", "--content-type", "text/x-digits");
        await S3Async("cp", $"s3://{_bucket}/a", $"s3://{_bucket}/b");
        await S3Async("mv", $"s3://{_bucket}/b", $"s3://{_bucket}/c");
        await ApiAsync("get-object", "--bucket", _bucket, "--key", "c", "--range", "bytes=2-4", "part");
        Assert.Equal("234", await File.ReadAllTextAsync(_scratch["part"], TestContext.Current.CancellationToken));
        var head = await ApiAsync("head-object", "--bucket", _bucket, "--key", "c");
        Assert.Contains("\"colour\": \"grey\"", head, StringComparison.Ordinal);
        Assert.Contains("text/x-digits", head, StringComparison.Ordinal);
        var listed = await S3Async("ls", $"s3://{_bucket}");
        Assert.Equal(["a", "c"], listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static l => l[^1..]));
    }

    [Fact]
    public async Task A_presigned_address_serves_whoever_has_it()
    {
        await File.WriteAllTextAsync(_scratch["a"], "for the bearer", TestContext.Current.CancellationToken);
        await S3Async("mb", $"s3://{_bucket}");
        await S3Async("cp", "a", $"s3://{_bucket}/a b");
        var address = (await S3Async("presign", $"s3://{_bucket}/a b", "--expires-in", "60")).Trim();
        Assert.Equal("for the bearer", await cloud.Http.GetStringAsync(address, TestContext.Current.CancellationToken));
    }

    private Task<string> S3Async(params string[] arguments) =>
        cloud.Aws().RunAsync(_scratch.Path, Full("s3", arguments));

    private Task<string> ApiAsync(params string[] arguments) =>
        cloud.Aws().RunAsync(_scratch.Path, Full("s3api", arguments));

    /// <summary>This version does not know AWS_ENDPOINT_URL yet.</summary>
    private string[] Full(string command, string[] arguments) =>
        ["--endpoint-url", cloud.Access.ObjectUrl.GetLeftPart(UriPartial.Authority), command, .. arguments];
}

using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.S3;

/// <summary>Debian's s3cmd.</summary>
public sealed class S3cmdTests(CloudFixture cloud) : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _bucket = CloudAccess.NewName("s3cmd");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_tree_is_synced_up_and_down_byte_for_byte()
    {
        var hashes = TestTree.Make(_scratch["tree"], Scale.Of(smoke: 100, all: 2_000));
        await RunAsync("mb", $"s3://{_bucket}");
        await RunAsync("sync", "tree/", $"s3://{_bucket}/tree/");
        Directory.CreateDirectory(_scratch["back"]);
        await RunAsync("sync", $"s3://{_bucket}/tree/", "back/");
        TestTree.Equal(hashes, TestTree.Hashes(_scratch["back"]));
        var listed = await RunAsync("ls", "--recursive", $"s3://{_bucket}");
        Assert.Equal(hashes.Count, listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task A_file_in_parts_is_put_and_got()
    {
        var hash = GeneratedFile.Write(_scratch["large.bin"], 40 << 20, seed: 4);
        await RunAsync("mb", $"s3://{_bucket}");
        await RunAsync("put", "--multipart-chunk-size-mb=8", "large.bin", $"s3://{_bucket}/large.bin");
        await RunAsync("get", $"s3://{_bucket}/large.bin", "back.bin");
        Assert.Equal(hash, GeneratedFile.HashOf(_scratch["back.bin"]));
        await RunAsync("del", $"s3://{_bucket}/large.bin");
        await RunAsync("rb", $"s3://{_bucket}");
    }

    private Task<string> RunAsync(params string[] arguments)
    {
        var key = cloud.Access.Key;
        var host = cloud.Access.ObjectUrl.Authority;
        string[] options =
        [
            "--no-ssl", $"--host={host}", $"--host-bucket={host}", $"--region={key.Region}",
            $"--access_key={key.Id}", $"--secret_key={key.Secret}", "--no-progress",
        ];
        return new Tool("s3cmd", new Dictionary<string, string>()).RunAsync(_scratch.Path, [.. options, .. arguments]);
    }
}

using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.Swift;

/// <summary>python-swiftclient's command line.</summary>
public sealed class SwiftClientTests(CloudFixture cloud) : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _container = CloudAccess.NewName("swift");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_tree_goes_up_and_comes_back_byte_for_byte()
    {
        var hashes = TestTree.Make(_scratch["tree"], Scale.Of(smoke: 300, all: 10_000));
        var swift = cloud.Swift();
        await swift.RunAsync(_scratch.Path, "upload", "--quiet", _container, "tree");
        await swift.RunAsync(_scratch.Path, "download", "--quiet", _container, "-D", "back");
        TestTree.Equal(hashes, TestTree.Hashes(_scratch["back/tree"]));

        var listed = await swift.RunAsync(_scratch.Path, "list", _container);
        Assert.Equal(hashes.Count, listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await swift.RunAsync(_scratch.Path, "delete", "--quiet", _container);
        var gone = await swift.TryAsync(_scratch.Path, "stat", _container);
        Assert.NotEqual(0, gone.ExitCode);
    }

    [Theory]
    [InlineData("--use-slo")]
    [InlineData("--header=X-Note:a dynamic one")]
    public async Task A_file_in_segments_comes_back_whole(string kind)
    {
        var size = Scale.Of(40L << 20, 6L << 30);
        _scratch.NeedFree(3 * size);
        var hash = GeneratedFile.Write(_scratch["large.bin"], size, seed: 2);
        var swift = cloud.Swift();
        var segment = $"{size / 4 + 1}";
        await swift.RunAsync(
            _scratch.Path, "upload", "--quiet", _container, "large.bin", "--segment-size", segment, kind);

        var stat = await swift.RunAsync(_scratch.Path, "stat", _container, "large.bin");
        Assert.Contains($"Content Length: {size}", stat, StringComparison.Ordinal);
        File.Delete(_scratch["large.bin"]);
        await swift.RunAsync(_scratch.Path, "download", "--quiet", _container, "large.bin", "-o", "back.bin");
        Assert.Equal(hash, GeneratedFile.HashOf(_scratch["back.bin"]));
        await swift.RunAsync(_scratch.Path, "delete", "--quiet", _container, "large.bin");
        await swift.RunAsync(_scratch.Path, "delete", "--quiet", _container);
    }

    [Fact]
    public async Task Metadata_and_types_are_kept_and_changed()
    {
        var swift = cloud.Swift();
        await File.WriteAllTextAsync(_scratch["note.txt"], "a note", TestContext.Current.CancellationToken);
        await swift.RunAsync(
            _scratch.Path, "upload", "--quiet", _container, "note.txt",
            "-H", "Content-Type: text/x-note", "-H", "X-Object-Meta-Colour: basalt grey");
        await swift.RunAsync(_scratch.Path, "post", _container, "-m", "Purpose:notes and such");
        var note = await swift.RunAsync(_scratch.Path, "stat", _container, "note.txt");
        Assert.Contains("Content Type: text/x-note", note, StringComparison.Ordinal);
        Assert.Contains("Meta Colour: basalt grey", note, StringComparison.Ordinal);
        var container = await swift.RunAsync(_scratch.Path, "stat", _container);
        Assert.Contains("Meta Purpose: notes and such", container, StringComparison.Ordinal);
        Assert.Contains("Objects: 1", container, StringComparison.Ordinal);

        await swift.RunAsync(_scratch.Path, "post", _container, "note.txt", "-m", "Colour:black");
        Assert.Contains(
            "Meta Colour: black",
            await swift.RunAsync(_scratch.Path, "stat", _container, "note.txt"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listings_follow_prefix_and_delimiter()
    {
        var swift = cloud.Swift();
        foreach (var name in new[] { "a/1", "a/2", "b/1", "c" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_scratch["t/" + name])!);
            await File.WriteAllTextAsync(_scratch["t/" + name], name, TestContext.Current.CancellationToken);
        }

        await swift.RunAsync(_scratch["t"], "upload", "--quiet", _container, "a", "b", "c");
        Assert.Equal("a/\nb/\nc\n", await swift.RunAsync(_scratch.Path, "list", _container, "-d", "/"));
        Assert.Equal("a/1\na/2\n", await swift.RunAsync(_scratch.Path, "list", _container, "-p", "a/"));
        Assert.Contains("4", await swift.RunAsync(_scratch.Path, "list", _container, "--lh"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_endpoint_can_do_is_told_to_anyone()
    {
        var info = await cloud.Swift().RunAsync(_scratch.Path, "capabilities", "--json");
        Assert.Contains("\"slo\"", info, StringComparison.Ordinal);
    }
}

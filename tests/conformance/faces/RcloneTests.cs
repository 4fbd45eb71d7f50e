using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.Faces;

/// <summary>rclone writes through one face and checks through the other.</summary>
public sealed class RcloneTests(CloudFixture cloud) : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _bucket = CloudAccess.NewName("rclone");

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("amazon", "openstack")]
    [InlineData("openstack", "amazon")]
    public async Task A_tree_written_through_one_face_is_the_same_through_the_other(string written, string read)
    {
        var hashes = TestTree.Make(_scratch["tree"], Scale.Of(smoke: 150, all: 10_000));
        var rclone = cloud.Rclone();
        await rclone.RunAsync(_scratch.Path, "copy", "tree", $"{written}:{_bucket}/tree");
        await rclone.RunAsync(_scratch.Path, "check", "tree", $"{read}:{_bucket}/tree");
        await rclone.RunAsync(_scratch.Path, "check", "--download", "tree", $"{read}:{_bucket}/tree");
        await rclone.RunAsync(_scratch.Path, "copy", $"{read}:{_bucket}/tree", "back");
        TestTree.Equal(hashes, TestTree.Hashes(_scratch["back"]));
        await rclone.RunAsync(_scratch.Path, "purge", $"{read}:{_bucket}");
    }
}

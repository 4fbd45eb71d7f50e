using Basalt.Objects.S3;
using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

public sealed class RouterTests
{
    [Theory]
    [InlineData("PUT", "/bucket/key?tagging")]
    [InlineData("PUT", "/bucket/key?acl")]
    [InlineData("PUT", "/bucket/key?retention")]
    [InlineData("PUT", "/bucket/key?legal-hold")]
    [InlineData("DELETE", "/bucket/key?tagging")]
    [InlineData("PUT", "/bucket?policy")]
    [InlineData("DELETE", "/bucket?policy")]
    [InlineData("PUT", "/bucket?versioning")]
    [InlineData("DELETE", "/bucket?cors")]
    [InlineData("GET", "/bucket?versions")]
    [InlineData("GET", "/bucket/key?torrent")]
    [InlineData("POST", "/bucket/key?restore")]
    public async Task An_operation_that_is_not_served_says_its_name_and_does_nothing(string method, string target)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/key", "body");
        var answer = await s3.SendAsync(new S3Call(method, target, "x"u8.ToArray()));
        answer.IsError(501, "NotImplemented");
        Assert.True(Enum.TryParse<S3Operation>(answer.Value("Operation"), out _));
        Assert.Equal("body", await s3.ReadAsync("key"));
    }

    [Theory]
    [InlineData("PUT", "/bucket/key?tagging&acl", 400)]
    [InlineData("PUT", "/bucket/key?cors", 405)]
    [InlineData("PUT", "/bucket/key?partNumber=1", 400)]
    [InlineData("PUT", "/bucket/key?uploads", 405)]
    [InlineData("POST", "/bucket/key", 405)]
    [InlineData("PATCH", "/bucket/key", 405)]
    [InlineData("DELETE", "/", 405)]
    public async Task What_fits_no_operation_is_taken_for_none(string method, string target, int status)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync(new S3Call(method, target, "x"u8.ToArray()))).Is(status);
        Assert.Null(await s3.ReadAsync("key"));
    }

    [Fact]
    public void Every_operation_but_the_form_is_reached_by_some_request()
    {
        var reached = new HashSet<S3Operation>();
        string[] names =
        [
            "", "accelerate", "acl", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering",
            "inventory", "legal-hold", "lifecycle", "list-type", "location", "logging", "metadataConfiguration",
            "metadataInventoryTable", "metadataJournalTable", "metadataTable", "metrics", "notification", "object-lock",
            "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "renameObject", "replication",
            "requestPayment", "restore", "retention", "select", "session", "tagging", "torrent", "uploadId", "uploads",
            "versioning", "versions", "website",
        ];
        Basalt.Objects.Core.ObjectKey.TryCreate("key", out var key);
        foreach (var method in (string[])["GET", "PUT", "POST", "DELETE", "HEAD"])
        foreach (var name in names)
        foreach (var suffix in (string[])["", "&id=1"])
        foreach (var target in (S3Target[])[new(null, null, "/"), new("bucket", null, "/"), new("bucket", key, "/")])
        foreach (var copySource in (string?[])[null, "/a/b"])
        {
            try
            {
                reached.Add(S3Router.Route(method, target, S3Query.Parse(name + suffix), _ => copySource));
            }
            catch (S3Exception e)
            {
                Assert.Equal(S3ErrorCode.MethodNotAllowed, e.Code);
            }
        }

        Assert.Equal(Enum.GetValues<S3Operation>().ToHashSet(), reached);
    }
}

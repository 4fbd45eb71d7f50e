using Basalt.Objects.S3;
using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

public sealed class BucketTests
{
    [Fact]
    public async Task A_bucket_is_made_listed_found_and_deleted()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        Assert.Equal("/other", (await s3.SendAsync("PUT", "/other")).Is(200)["Location"]);
        Assert.Equal(["bucket", "other"], (await s3.SendAsync("GET", "/")).Is(200).Values("Name"));
        Assert.Equal("us-east-1", (await s3.SendAsync("HEAD", "/other")).Is(200)["x-amz-bucket-region"]);
        (await s3.SendAsync("DELETE", "/other")).Is(204);
        (await s3.SendAsync("GET", "/other")).IsError(404, "NoSuchBucket");
        Assert.Empty((await s3.SendAsync("HEAD", "/other")).Is(404).Bytes);
    }

    [Theory]
    [InlineData("us-east-1", 200)]
    [InlineData("RegionOne", 409)]
    public async Task Making_the_own_bucket_again_is_answered_as_the_region_does(string region, int status)
    {
        await using var s3 = await S3Fixture.OpenAsync(new S3Options { Region = region });
        (await s3.SendAsync(new S3Call("PUT", "/again") { Region = region })).Is(200);
        (await s3.SendAsync(new S3Call("PUT", "/again") { Region = region })).Is(status);
    }

    [Fact]
    public async Task A_name_belongs_to_one_project_and_others_are_denied()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/key", "body");
        (await s3.SendAsync(new S3Call("PUT", "/bucket") { AccessKey = S3Fixture.Stranger }))
            .IsError(409, "BucketAlreadyExists");
        (await s3.SendAsync(new S3Call("GET", "/bucket/key") { AccessKey = S3Fixture.Stranger }))
            .IsError(403, "AccessDenied");
        (await s3.SendAsync(new S3Call("PUT", "/bucket/key", "x"u8.ToArray()) { AccessKey = S3Fixture.Stranger }))
            .IsError(403, "AccessDenied");
        (await s3.SendAsync(new S3Call("PUT", "/mine/copy") { AccessKey = S3Fixture.Stranger })).Is(404);
        Assert.Empty((await s3.SendAsync(new S3Call("GET", "/") { AccessKey = S3Fixture.Stranger })).Values("Name"));
    }

    [Fact]
    public async Task A_reader_reads_and_changes_nothing()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/key", "body");
        var read = await s3.SendAsync(new S3Call("GET", "/bucket/key") { AccessKey = S3Fixture.Reader });
        Assert.Equal("body", read.Text);
        foreach (var (method, target) in ((string, string)[])
            [
                ("PUT", "/bucket/key"), ("DELETE", "/bucket/key"), ("PUT", "/new-bucket"), ("DELETE", "/bucket"),
                ("POST", "/bucket/key?uploads"),
            ])
        {
            (await s3.SendAsync(new S3Call(method, target) { AccessKey = S3Fixture.Reader }))
                .IsError(403, "AccessDenied");
        }

        Assert.Equal("body", await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task An_expected_owner_that_is_another_is_denied()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync("GET", "/bucket", ("x-amz-expected-bucket-owner", "p2"))).IsError(403, "AccessDenied");
        (await s3.SendAsync("GET", "/bucket", ("x-amz-expected-bucket-owner", "p1"))).Is(200);
    }

    [Theory]
    [InlineData("/ab")]
    [InlineData("/Upper")]
    [InlineData("/under_score")]
    [InlineData("/a..b")]
    [InlineData("/192.168.0.1")]
    [InlineData("/-abc")]
    public async Task A_name_that_S3_does_not_allow_is_refused(string target)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync("PUT", target)).IsError(400, "InvalidBucketName");
    }

    [Theory]
    [InlineData("<CreateBucketConfiguration><LocationConstraint>us-east-1</LocationConstraint>"
        + "</CreateBucketConfiguration>", 200)]
    [InlineData("<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>", 200)]
    [InlineData("<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>"
        + "</CreateBucketConfiguration>", 400)]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"e\">]><CreateBucketConfiguration/>", 400)]
    [InlineData("<Create", 400)]
    public async Task The_location_constraint_must_be_this_region(string document, int status)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.PutAsync("/located", document)).Is(status);
    }

    [Fact]
    public async Task A_bucket_that_holds_an_object_is_not_deleted()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/key", "body");
        (await s3.SendAsync("DELETE", "/bucket")).IsError(409, "BucketNotEmpty");
    }

    [Theory]
    [InlineData("cors", "NoSuchCORSConfiguration")]
    [InlineData("encryption", "ServerSideEncryptionConfigurationNotFoundError")]
    [InlineData("lifecycle", "NoSuchLifecycleConfiguration")]
    [InlineData("object-lock", "ObjectLockConfigurationNotFoundError")]
    [InlineData("ownershipControls", "OwnershipControlsNotFoundError")]
    [InlineData("policy", "NoSuchBucketPolicy")]
    [InlineData("policyStatus", "NoSuchBucketPolicy")]
    [InlineData("publicAccessBlock", "NoSuchPublicAccessBlockConfiguration")]
    [InlineData("replication", "ReplicationConfigurationNotFoundError")]
    [InlineData("tagging", "NoSuchTagSet")]
    [InlineData("website", "NoSuchWebsiteConfiguration")]
    public async Task A_configuration_that_a_bucket_has_not_got_is_not_found(string subresource, string code)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync("GET", $"/bucket?{subresource}")).IsError(404, code);
    }

    [Theory]
    [InlineData("versioning", "<VersioningConfiguration")]
    [InlineData("location", "<LocationConstraint")]
    [InlineData("acl", "FULL_CONTROL")]
    [InlineData("logging", "<BucketLoggingStatus")]
    [InlineData("notification", "<NotificationConfiguration")]
    [InlineData("requestPayment", "BucketOwner")]
    [InlineData("accelerate", "<AccelerateConfiguration")]
    [InlineData("uploads", "<ListMultipartUploadsResult")]
    public async Task What_clients_read_at_their_start_is_answered(string subresource, string expected)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var answer = await s3.SendAsync("GET", $"/bucket?{subresource}");
        Assert.Contains(expected, answer.Is(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_may_be_named_by_the_host()
    {
        await using var s3 = await S3Fixture.OpenAsync(new S3Options { BucketHostSuffixes = ["s3.example.net"] });
        (await s3.SendAsync("PUT", "/", ("Host", "my.bucket.s3.example.net:8080"))).Is(200);
        (await s3.PutAsync("/a/b", "body", ("Host", "my.bucket.s3.example.net"))).Is(200);
        Assert.Equal("body", (await s3.SendAsync("GET", "/my.bucket/a/b")).Text);
    }
}

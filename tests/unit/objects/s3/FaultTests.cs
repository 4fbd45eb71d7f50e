using Basalt.Http;
using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

/// <summary>What the front refuses is answered with S3's document.</summary>
public sealed class FaultTests
{
    [Theory]
    [InlineData(HttpFault.RequestLine, "BadRequest")]
    [InlineData(HttpFault.RequestLineTooLong, "InvalidURI")]
    [InlineData(HttpFault.Target, "InvalidURI")]
    [InlineData(HttpFault.Version, "BadRequest")]
    [InlineData(HttpFault.Field, "BadRequest")]
    [InlineData(HttpFault.FieldsTooLarge, "RequestHeaderSectionTooLarge")]
    [InlineData(HttpFault.FieldsTooMany, "RequestHeaderSectionTooLarge")]
    [InlineData(HttpFault.Host, "BadRequest")]
    [InlineData(HttpFault.Framing, "InvalidRequest")]
    [InlineData(HttpFault.Expectation, "InvalidRequest")]
    [InlineData(HttpFault.HeadTimeout, "RequestTimeout")]
    public async Task Each_has_its_code(HttpFault fault, string code)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var answer = (await s3.RefuseAsync(fault, "PUT", "/bucket/a%20b")).IsError(400, code);
        Assert.Equal("/bucket/a b", answer.Value("Resource"));
        Assert.Equal(answer["x-amz-request-id"], answer.Value("RequestId"));
    }

    [Fact]
    public async Task What_the_handler_failed_at_is_an_internal_error()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var answer = (await s3.RefuseAsync(HttpFault.HandlerFailed, "PUT", "/b/k")).IsError(500, "InternalError");
        Assert.Equal(answer["x-amz-request-id"], answer.Value("RequestId"));
    }

    [Fact]
    public async Task Of_a_request_of_which_nothing_is_known_it_is_the_same()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var answer = (await s3.RefuseAsync(HttpFault.RequestLine, "", "")).IsError(400, "BadRequest");
        Assert.Equal("", answer.Value("Resource"));
    }

    [Theory]
    [InlineData("GET", "/bucket/%01%1F%EF%BF%BF%0B")]
    [InlineData("GET", "/bucket?encoding-type=%01")]
    [InlineData("GET", "/bucket/key?versionId=%08%C2%80")]
    [InlineData("GET", "/%01%02")]
    public async Task An_error_is_a_document_whatever_it_shows(string method, string target)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var answer = await s3.SendAsync(method, target);
        Assert.InRange(answer.Status, 400, 404);
        Assert.NotNull(answer.Value("Code"));
    }

    [Fact]
    public async Task HEAD_has_the_status_alone()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        Assert.Empty((await s3.RefuseAsync(HttpFault.Host, "HEAD", "/bucket")).Is(400).Bytes);
    }
}

using System.Text;
using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

/// <summary>A right signature, and each of its parts wrong once.</summary>
public sealed class SignatureTests
{
    private const string Malformed = "AuthorizationHeaderMalformed";

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("body");

    [Fact]
    public async Task A_request_without_a_signature_is_denied()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var asked = s3.Keys.QuestionCount;
        (await s3.SendSignedAsync(new S3Call("GET", "/bucket"))).IsError(403, "AccessDenied");
        Assert.Equal(asked, s3.Keys.QuestionCount);
    }

    [Fact]
    public async Task A_key_that_identity_does_not_know_is_named()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var answer = await s3.SendAsync(new S3Call("GET", "/bucket") { AccessKey = "AKIDNOBODY" });
        answer.IsError(403, "InvalidAccessKeyId");
        Assert.Equal("AKIDNOBODY", answer.Value("AWSAccessKeyId"));
    }

    [Fact]
    public async Task A_wrong_secret_does_not_match_and_stores_nothing()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var call = new S3Call("PUT", "/bucket/key", Body).Sign("another secret", s3.Clock.GetUtcNow());
        var answer = await s3.SendSignedAsync(call);
        answer.IsError(403, "SignatureDoesNotMatch");
        Assert.Equal("close", answer["Connection"]);
        Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        Assert.Null(await s3.ReadAsync("key"));
    }

    [Theory]
    [InlineData("Range", "bytes=0-1")]
    [InlineData("Host", "other.example.net")]
    public async Task A_signed_header_changed_on_the_way_does_not_match(string name, string value)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var call = new S3Call("GET", "/bucket").With("Range", "bytes=0-9");
        call.Sign(s3.Keys.SecretOf(call.AccessKey), s3.Clock.GetUtcNow()).With(name, value);
        (await s3.SendSignedAsync(call)).IsError(403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task An_amz_header_that_is_not_signed_is_denied_by_name()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var call = new S3Call("PUT", "/bucket/key", Body);
        call.Sign(s3.Keys.SecretOf(call.AccessKey), s3.Clock.GetUtcNow()).With("x-amz-meta-added", "1");
        var answer = await s3.SendSignedAsync(call);
        answer.IsError(403, "AccessDenied");
        Assert.Equal("x-amz-meta-added", answer.Value("HeadersNotSigned"));
    }

    [Fact]
    public async Task A_signature_that_leaves_the_host_out_is_denied()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync(new S3Call("GET", "/bucket") { Unsigneds = ["host"] })).IsError(403, "AccessDenied");
    }

    [Fact]
    public async Task Another_region_is_answered_with_the_right_one()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var answer = await s3.SendAsync(new S3Call("GET", "/bucket") { Region = "eu-west-1" });
        answer.IsError(400, "AuthorizationHeaderMalformed");
        Assert.Equal("us-east-1", answer.Value("Region"));
        Assert.Equal("us-east-1", answer["x-amz-bucket-region"]);
    }

    [Fact]
    public async Task A_region_in_another_case_is_the_same_region()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync(new S3Call("GET", "/bucket") { Region = "US-East-1" })).Is(200);
    }

    [Fact]
    public async Task Another_service_terminator_or_date_in_the_scope_is_malformed()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        foreach (var call in (S3Call[])
            [
                new("GET", "/bucket") { Service = "ec2" },
                new("GET", "/bucket") { Terminator = "aws5_request" },
                new("GET", "/bucket") { ScopeDate = "20200101" },
            ])
        {
            (await s3.SendAsync(call)).IsError(400, "AuthorizationHeaderMalformed");
        }
    }

    [Theory]
    [InlineData(-16)]
    [InlineData(16)]
    public async Task A_clock_a_quarter_of_an_hour_off_is_too_skewed(int minutes)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var call = new S3Call("GET", "/bucket");
        call.Sign(s3.Keys.SecretOf(call.AccessKey), s3.Clock.GetUtcNow().AddMinutes(minutes));
        var answer = await s3.SendSignedAsync(call);
        answer.IsError(403, "RequestTimeTooSkewed");
        Assert.Equal("900000", answer.Value("MaxAllowedSkewMilliseconds"));
    }

    [Theory]
    [InlineData("AWS AKID:c2ln", 400, "InvalidRequest")]
    [InlineData("AWS4-ECDSA-P256-SHA256 Credential=a/b", 501, "NotImplemented")]
    [InlineData("Bearer x", 400, "InvalidArgument")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260102/us-east-1/s3/aws4_request", 400, Malformed)]
    [InlineData("AWS4-HMAC-SHA256 Credential=short, SignedHeaders=host, Signature=00", 400, Malformed)]
    [InlineData("AWS4-HMAC-SHA256", 400, Malformed)]
    public async Task Other_authorization_headers_are_refused_by_name(string header, int status, string code)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendSignedAsync(new S3Call("GET", "/bucket").With("Authorization", header))).IsError(status, code);
    }

    [Fact]
    public async Task A_body_other_than_its_signed_hash_is_refused_and_not_stored()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var call = new S3Call("PUT", "/bucket/key", Body) { PayloadHash = new string('0', 64) };
        (await s3.SendAsync(call)).IsError(400, "XAmzContentSHA256Mismatch");
        Assert.Null(await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task An_unsigned_payload_is_taken_as_it_comes()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync(new S3Call("PUT", "/bucket/key", Body) { PayloadHash = S3Call.Unsigned })).Is(200);
        Assert.Equal("body", await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task A_session_token_is_invalid_since_none_is_issued()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync("GET", "/bucket", ("x-amz-security-token", "t"))).IsError(400, "InvalidToken");
    }

    [Fact]
    public async Task While_identity_is_away_the_service_is_unavailable()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        s3.Keys.IsAway = true;
        (await s3.SendAsync("GET", "/bucket")).IsError(503, "ServiceUnavailable");
    }

    [Fact]
    public async Task A_presigned_url_serves_until_it_expires()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/a%20b", "body");
        var call = Presigned(s3, "GET", "/bucket/a%20b?response-content-type=text%2Fplain", "60");
        var answer = (await s3.SendSignedAsync(call)).Is(200);
        Assert.Equal("body", answer.Text);
        Assert.Equal("text/plain", answer["Content-Type"]);
        s3.Clock.Advance(TimeSpan.FromSeconds(61));
        var expired = (await s3.SendSignedAsync(call)).IsError(403, "AccessDenied");
        Assert.Equal("Request has expired", expired.Value("Message"));
    }

    [Theory]
    [InlineData("604801")]
    [InlineData("-1")]
    [InlineData("soon")]
    public async Task A_presigned_lifetime_is_a_number_of_up_to_a_week(string expires)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendSignedAsync(Presigned(s3, "GET", "/bucket", expires)))
            .IsError(400, "AuthorizationQueryParametersError");
    }

    [Fact]
    public async Task A_presigned_url_of_version_2_is_refused_by_name()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var answer = await s3.SendSignedAsync(
            new S3Call("GET", "/bucket/key?AWSAccessKeyId=a&Signature=b&Expires=1"));
        answer.IsError(400, "InvalidRequest");
        Assert.Contains("Version 2", answer.Value("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Header_and_query_signatures_together_are_refused()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var call = Presigned(s3, "GET", "/bucket", "60").With("Authorization", "AWS4-HMAC-SHA256 x");
        (await s3.SendSignedAsync(call)).IsError(400, "InvalidArgument");
    }

    private static S3Call Presigned(S3Fixture s3, string method, string target, string expires)
        => new S3Call(method, target).Presign(s3.Keys.SecretOf(S3Fixture.Member), s3.Clock.GetUtcNow(), expires);
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Basalt.Tests.Conformance.Clients;
using Basalt.Tests.Support.Signing;
using Xunit;

namespace Basalt.Tests.Conformance.Faults;

/// <summary>S3's own error for each wrong request, and nothing stored.</summary>
/// <remarks>Codes: "Error responses" of the S3 API reference.</remarks>
public sealed class S3FaultTests(CloudFixture cloud) : IAsyncLifetime
{
    private const string Wrong = "d29ybmcgYnl0ZXMgaGVyZQ==";

    private readonly string _bucket = CloudAccess.NewName("s3faults");
    private readonly byte[] _body = GeneratedFile.Bytes(1000, seed: 9);

    public async ValueTask InitializeAsync()
    {
        using var made = await cloud.S3Face.SendAsync(HttpMethod.Put, $"/{_bucket}");
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
    }

    /// <summary>Whatever was tried, nothing is stored and the endpoint lives.</summary>
    public async ValueTask DisposeAsync()
    {
        Assert.Empty(await cloud.S3Face.KeysAsync(_bucket));
        Assert.True(cloud.IsAlive());
    }

    [Fact]
    public async Task An_unknown_key_is_InvalidAccessKeyId()
    {
        var stranger = cloud.S3Face.As(cloud.Access.Key with { Id = "NOBODYSKEYATALL0" });
        await RefusedAsync(await stranger.SendAsync(HttpMethod.Put, Key(), _body), 403, "InvalidAccessKeyId");
    }

    [Fact]
    public async Task A_bad_signature_is_SignatureDoesNotMatch()
    {
        var forger = cloud.S3Face.As(cloud.Access.Key with { Secret = "not-the-secret" });
        await RefusedAsync(await forger.SendAsync(HttpMethod.Put, Key(), _body), 403, "SignatureDoesNotMatch");
    }

    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    public async Task A_clock_too_far_off_is_RequestTimeTooSkewed(int minutes)
    {
        var time = TimeProvider.System.GetUtcNow().AddMinutes(minutes);
        await RefusedAsync(
            await cloud.S3Face.SendAsync(HttpMethod.Put, Key(), time, _body), 403, "RequestTimeTooSkewed");
    }

    [Fact]
    public async Task No_credentials_at_all_are_AccessDenied() => await RefusedAsync(
        await PutAsync(cloud.S3Face.At(Key())), 403, "AccessDenied");

    [Fact]
    public async Task A_presigned_address_past_its_time_is_AccessDenied()
    {
        var uri = SignatureV4.Presign(
            HttpMethod.Put, cloud.S3Face.At(Key()), cloud.S3Face.Key, TimeProvider.System.GetUtcNow().AddMinutes(-10),
            TimeSpan.FromMinutes(5));
        await RefusedAsync(await PutAsync(uri), 403, "AccessDenied");
    }

    [Theory]
    [InlineData("Content-MD5", Wrong, "BadDigest")]
    [InlineData("Content-MD5", "no base64!", "InvalidDigest")]
    [InlineData("x-amz-checksum-crc32", "AAAAAA==", "BadDigest")]
    public async Task A_body_with_another_sum_is_refused(string header, string value, string code) =>
        await RefusedAsync(await cloud.S3Face.SendAsync(HttpMethod.Put, Key(), _body, (header, value)), 400, code);

    [Fact]
    public async Task A_body_with_another_hash_than_signed_is_XAmzContentSHA256Mismatch()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, cloud.S3Face.At(Key()));
        request.Content = new ByteArrayContent(_body);
        SignatureV4.Sign(
            request, cloud.S3Face.Key, TimeProvider.System.GetUtcNow(), Convert.ToHexStringLower(SHA256.HashData([1])));
        var response = await cloud.Http.SendAsync(request, TestContext.Current.CancellationToken);
        await RefusedAsync(response, 400, "XAmzContentSHA256Mismatch");
    }

    [Fact]
    public async Task A_body_that_ends_early_is_not_stored()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, cloud.S3Face.At(Key()));
        SignatureV4.Sign(request, cloud.S3Face.Key, TimeProvider.System.GetUtcNow(), SignatureV4.UnsignedPayload);
        var (status, text) = await RawConnection.SendAsync(
            cloud.Access.ObjectUrl, Head(request, "Content-Length: 5000"), _body);
        if (ObjectFront.IsOwn) Assert.Contains("<Code>IncompleteBody</Code>", text, StringComparison.Ordinal);
        else Assert.True(status is 0 or 400, text);
    }

    [Fact]
    public async Task A_chunk_with_a_false_length_is_not_stored()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, cloud.S3Face.At(Key()));
        SignatureV4.Sign(request, cloud.S3Face.Key, TimeProvider.System.GetUtcNow(), SignatureV4.UnsignedPayload);
        var (status, text) = await RawConnection.SendAsync(
            cloud.Access.ObjectUrl,
            Head(request, "Transfer-Encoding: chunked"),
            Encoding.ASCII.GetBytes("5\r\nhello world, this is longer\r\n0\r\n\r\n"));
        if (ObjectFront.IsOwn) Assert.Contains("<Code>MissingContentLength</Code>", text, StringComparison.Ordinal);
        else Assert.True(status is 0 or (>= 400 and < 500), text);
    }

    [Fact]
    public async Task A_put_that_does_not_say_how_long_it_is_is_MissingContentLength()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, cloud.S3Face.At(Key()));
        SignatureV4.Sign(request, cloud.S3Face.Key, TimeProvider.System.GetUtcNow(), SignatureV4.UnsignedPayload);
        var (status, text) = await RawConnection.SendAsync(
            cloud.Access.ObjectUrl, Head(request));
        Assert.Equal(411, status);
        Assert.Contains("<Code>MissingContentLength</Code>", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_past_2_KiB_is_MetadataTooLarge() => await RefusedAsync(
        await cloud.S3Face.SendAsync(HttpMethod.Put, Key(), _body, ("x-amz-meta-large", new string('x', 3000))),
        400,
        "MetadataTooLarge");

    [Fact]
    public async Task A_key_past_1024_bytes_is_KeyTooLongError() => await RefusedAsync(
        await cloud.S3Face.SendAsync(HttpMethod.Put, $"/{_bucket}/{new string('k', 1025)}", _body),
        400,
        "KeyTooLongError");

    [Theory]
    [InlineData("<Delete><Object><Key>a</Key>")]
    [InlineData("{\"Delete\": 1}")]
    [InlineData("<!DOCTYPE a [<!ENTITY b \"c\">]><Delete><Object><Key>&b;</Key></Object></Delete>")]
    public async Task Bad_xml_is_MalformedXML(string xml)
    {
        var body = Encoding.UTF8.GetBytes(xml);
        var sum = Md5.Base64(body);
        await RefusedAsync(
            await cloud.S3Face.SendAsync(HttpMethod.Post, $"/{_bucket}?delete", body, ("Content-MD5", sum)),
            400,
            "MalformedXML");
    }

    [Fact]
    public async Task No_xml_at_all_is_MissingRequestBodyError() => await RefusedAsync(
        await cloud.S3Face.SendAsync(HttpMethod.Post, $"/{_bucket}?delete", [], ("Content-MD5", Md5.Base64([]))),
        400,
        "MissingRequestBodyError");

    [Theory]
    [InlineData("GET", "/nothing", 404, "NoSuchKey")]
    [InlineData("POST", "/nothing?uploadId=none", 404, "NoSuchUpload")]
    [InlineData("PUT", "/nothing?partNumber=1&uploadId=none", 404, "NoSuchUpload")]
    [InlineData("PUT", "/nothing?partNumber=0&uploadId=none", 400, "InvalidArgument")]
    public async Task What_is_not_there_has_its_name(string method, string path, int status, string code)
    {
        var parts = "<Part><PartNumber>1</PartNumber><ETag>\"0\"</ETag></Part>";
        var body = method switch
        {
            "POST" => Encoding.UTF8.GetBytes($"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>"),
            "PUT" => _body,
            _ => null,
        };
        var response = await cloud.S3Face.SendAsync(HttpMethod.Parse(method), $"/{_bucket}{path}", body);
        await RefusedAsync(response, status, code);
    }

    [Theory]
    [InlineData("/No_Such_Name", "InvalidBucketName")]
    [InlineData("/ab", "InvalidBucketName")]
    [InlineData("/127.0.0.1", "InvalidBucketName")]
    public async Task A_bucket_of_a_name_that_cannot_be_is_refused(string path, string code) =>
        await RefusedAsync(await cloud.S3Face.SendAsync(HttpMethod.Put, path), 400, code);

    private Task<HttpResponseMessage> PutAsync(Uri uri) =>
        cloud.Http.PutAsync(uri, new ByteArrayContent(_body), TestContext.Current.CancellationToken);

    private string Key() => $"/{_bucket}/key";

    private static string Head(HttpRequestMessage request, params string[] more)
    {
        var lines = request.Headers.Select(static h => $"{h.Key}: {string.Join(',', h.Value)}").Concat(more);
        var uri = request.RequestUri!;
        return $"{request.Method} {uri.PathAndQuery} HTTP/1.1\r\nHost: {uri.Authority}\r\n"
            + string.Join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
    }

    private static async Task RefusedAsync(HttpResponseMessage response, int status, string code)
    {
        using (response)
        {
            Assert.Equal(code, await S3Face.CodeAsync(response));
            Assert.Equal(status, (int)response.StatusCode);
        }
    }
}

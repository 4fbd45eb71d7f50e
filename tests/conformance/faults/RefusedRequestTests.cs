using System.Globalization;
using System.Net;
using System.Text;
using System.Xml.Linq;
using Basalt.Tests.Conformance.Clients;
using Basalt.Tests.Support.Signing;
using Xunit;

namespace Basalt.Tests.Conformance.Faults;

/// <summary>What is no request, or none that is taken, is answered in its protocol's own words all the same: S3's
/// document, Swift's page with its transaction id. Nothing is stored.</summary>
public sealed class RefusedRequestTests(CloudFixture cloud) : IAsyncLifetime
{
    /// <summary>Above the 64 KiB that all fields together may have.</summary>
    private const int HeaderSizePastLimit = 66 * 1024;

    private const int RequestLineSizePastLimit = 17 * 1024;
    private const int LineCountPastLimit = 250;
    private const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    private readonly string _name = CloudAccess.NewName("refused");

    /// <summary>After the request's line and its Host: more fields, then the end of the head and a body.</summary>
    public static TheoryData<string, string, string, string> Requests => new()
    {
        { "a header past its limit", $"x: {new string('x', HeaderSizePastLimit)}\r\n\r\n",
            "RequestHeaderSectionTooLarge", "400 Headers Too Large" },
        { "too many headers", string.Concat(Enumerable.Repeat("x: y\r\n", LineCountPastLimit)) + "\r\n",
            "RequestHeaderSectionTooLarge", "400 Too Many Headers" },
        { "a control character", "x: a\u0001b\r\n\r\n", "BadRequest", "400 <html><h1>Bad Request</h1>" },
        { "a folded line", "x: a\r\n b\r\n\r\n", "BadRequest", "400 <html><h1>Bad Request</h1>" },
        { "a second host", "Host: other\r\n\r\n", "BadRequest", "400 <html><h1>Bad Request</h1>" },
        { "two lengths", "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", "InvalidRequest", "400 Content-Length" },
        { "length and coding", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "InvalidRequest", "400 Content-Length" },
        { "another expectation", "Expect: more\r\n\r\n", "InvalidRequest", "417 <html><h1>Expectation Failed</h1>" },
    };

    private string S3Path => $"/{_name}/key";

    private string SwiftPath => $"{new Uri(cloud.SwiftFace.StorageUrl).AbsolutePath}/{_name}/key";

    private string Host => cloud.Access.ObjectUrl.Authority;

    public async ValueTask InitializeAsync()
    {
        ObjectFront.SkipUnlessOwn();
        using var made = await cloud.S3Face.SendAsync(HttpMethod.Put, $"/{_name}");
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
    }

    /// <summary>Whatever was tried, nothing is stored and the endpoint lives.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!ObjectFront.IsOwn) return;
        Assert.Empty(await cloud.S3Face.KeysAsync(_name));
        Assert.True(cloud.IsAlive());
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_bad_head_is_answered_by_the_face_it_was_meant_for(
        string what, string rest, string code, string swift)
    {
        Assert.NotEmpty(what);
        await IsDocumentAsync($"PUT {S3Path} HTTP/1.1\r\nHost: {Host}\r\n{rest}", code, S3Path);
        await IsPageAsync($"PUT {SwiftPath} HTTP/1.1\r\nHost: {Host}\r\n{rest}", swift);
    }

    [Fact]
    public async Task A_request_line_past_its_limit_is_too()
    {
        var key = new string('k', RequestLineSizePastLimit);
        await IsDocumentAsync($"PUT {S3Path}{key} HTTP/1.1\r\nHost: {Host}\r\n\r\n", "InvalidURI", null);
        await IsPageAsync(
            $"PUT {SwiftPath}{key} HTTP/1.1\r\nHost: {Host}\r\n\r\n", "414 <html><h1>Request URI Too Long</h1>");
    }

    [Theory]
    [InlineData("GET {0} x HTTP/1.1\r\n\r\n")]
    [InlineData("GET {0}\r\n\r\n")]
    [InlineData("GET {0} HTTP/1.1\n\n")]
    [InlineData("GET {0} HTTP/1.1.1\r\n\r\n")]
    [InlineData("GET {0}\u0001 HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://h{0}\u00c3\u00a4 HTTP/1.1\r\n\r\n")]
    [InlineData("GET /v1/\u0001{0} HTTP/1.1\r\n\r\n")]
    public async Task A_target_of_Swift_s_that_cannot_be_read_is_answered_as_Swift_does(string line)
        => await IsPageAsync(
            line.Replace("{0}", SwiftPath, StringComparison.Ordinal), "400 <html><h1>Bad Request</h1>");

    [Theory]
    [InlineData("nonsense\r\n\r\n", "")]
    [InlineData("GET  / HTTP/1.1\r\n\r\n", "")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", null)]
    public async Task What_is_no_request_at_all_is_answered_as_S3_does(string bytes, string? resource)
        => await IsDocumentAsync(bytes, "BadRequest", resource);

    [Theory]
    [InlineData("xyz\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5\r\nhello world\r\n0\r\n\r\n")]
    [InlineData("5\nhello\r\n0\r\n\r\n")]
    public async Task Malformed_chunks_are_the_client_s_mistake(string chunks)
    {
        await IsPageAsync(
            $"PUT {SwiftPath} HTTP/1.1\r\nHost: {Host}\r\nX-Auth-Token: {cloud.SwiftFace.Token}\r\n"
            + $"Transfer-Encoding: chunked\r\n\r\n{chunks}",
            "400 ");
        await IsDocumentAsync(StreamingHead() + chunks, "InvalidRequest", S3Path);
    }

    /// <summary>A PUT whose signature holds, of aws-chunked bytes in a chunked body.</summary>
    private string StreamingHead()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, cloud.S3Face.At(S3Path));
        request.Headers.Add("x-amz-decoded-content-length", "5");
        request.Headers.Add("x-amz-trailer", "x-amz-checksum-crc32");
        SignatureV4.Sign(request, cloud.S3Face.Key, TimeProvider.System.GetUtcNow(), UnsignedTrailer);
        var lines = request.Headers.Select(static line => $"{line.Key}: {string.Join(',', line.Value)}\r\n");
        return $"PUT {S3Path} HTTP/1.1\r\nHost: {Host}\r\n{string.Concat(lines)}"
            + "Content-Encoding: aws-chunked\r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    private async Task IsDocumentAsync(string request, string code, string? resource)
    {
        var (status, text) = await RawConnection.SendAsync(cloud.Access.ObjectUrl, request);
        Assert.True(status == 400, $"{status}: {text}");
        Assert.Contains("\r\nConnection: close\r\n", text, StringComparison.Ordinal);
        var error = XDocument.Parse(text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]).Root!;
        Assert.Equal("Error", error.Name.LocalName);
        Assert.Equal(code, error.Element("Code")?.Value);
        Assert.Contains(
            $"\r\nx-amz-request-id: {error.Element("RequestId")?.Value}\r\n", text, StringComparison.Ordinal);
        if (resource is not null) Assert.Equal(resource, error.Element("Resource")?.Value);
    }

    /// <param name="request">As it goes out.</param>
    /// <param name="expected">The status, a blank, and how the body begins.</param>
    private async Task IsPageAsync(string request, string expected)
    {
        var (status, text) = await RawConnection.SendAsync(cloud.Access.ObjectUrl, request);
        Assert.Equal(expected[..3], status.ToString(CultureInfo.InvariantCulture));
        Assert.Contains("\r\nConnection: close\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Trans-Id: tx", text, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: text/", text, StringComparison.Ordinal);
        Assert.StartsWith(
            expected[4..], text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..],
            StringComparison.Ordinal);
    }
}

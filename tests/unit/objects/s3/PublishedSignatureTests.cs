using System.Buffers;
using System.Text;
using Basalt.Http;
using Basalt.Objects.S3;
using Basalt.Objects.S3.Payload;
using Basalt.Objects.S3.Signing;
using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

/// <summary>
/// The worked examples of the S3 API reference: header, query, chunked upload, chunked upload with a trailer.
/// </summary>
public sealed class PublishedSignatureTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Timestamp = "20130524T000000Z";

    private static readonly CredentialScope Scope =
        new("AKIAIOSFODNN7EXAMPLE", "20130524", "us-east-1", "s3", "aws4_request");

    private static readonly byte[] Key = KnownKeys.Derive(Secret, "20130524", "us-east-1", "s3");

    [Fact]
    public void Get_object_has_the_published_signature() => Assert.Equal(
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        Sign(Request("GET", "/test.txt").WithHeader("Range", "bytes=0-9"), SignatureV4.EmptySha256,
            "host", "range", "x-amz-content-sha256", "x-amz-date"));

    [Fact]
    public void Put_object_has_the_published_signature()
    {
        const string hash = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
        var request = Request("PUT", "/test$file.text", hash)
            .WithHeader("Date", "Fri, 24 May 2013 00:00:00 GMT")
            .WithHeader("x-amz-storage-class", "REDUCED_REDUNDANCY");
        Assert.Equal(
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
            Sign(request, hash, "date", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-storage-class"));
    }

    [Theory]
    [InlineData("/?lifecycle", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("/?max-keys=2&prefix=J", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    [InlineData("/?prefix=J&max-keys=2", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Bucket_reads_have_the_published_signatures(string target, string signature) => Assert.Equal(
        signature, Sign(Request("GET", target), SignatureV4.EmptySha256, "host", "x-amz-content-sha256", "x-amz-date"));

    [Fact]
    public void A_presigned_url_has_the_published_signature()
    {
        const string query = "X-Amz-Algorithm=AWS4-HMAC-SHA256"
            + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature="
            + "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
        using var request = new InMemoryHttpExchange("GET", "/test.txt?" + query)
            .WithHeader("Host", "examplebucket.s3.amazonaws.com");
        var claim = PresignedQuery.Parse(S3Query.Parse(query));
        Assert.Equal(claim.Signature, Sign(request, "UNSIGNED-PAYLOAD", claim.SignedHeaders));
        Assert.Equal(TimeSpan.FromDays(1), claim.Lifetime);
        Assert.Equal(Scope, claim.Scope);
    }

    [Fact]
    public void A_chunked_upload_has_the_published_chain_of_signatures()
    {
        using var request = new InMemoryHttpExchange("PUT", "/examplebucket/chunkObject.txt")
            .WithHeader("Host", "s3.amazonaws.com")
            .WithHeader("x-amz-date", Timestamp)
            .WithHeader("x-amz-storage-class", "REDUCED_REDUNDANCY")
            .WithHeader("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
            .WithHeader("Content-Encoding", "aws-chunked")
            .WithHeader("x-amz-decoded-content-length", "66560")
            .WithHeader("Content-Length", "66824");
        var seed = Sign(
            request, "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "content-encoding", "content-length", "host",
            "x-amz-content-sha256", "x-amz-date", "x-amz-decoded-content-length", "x-amz-storage-class");
        Assert.Equal("4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9", seed);

        var body = Chunk(65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
            + Chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
            + Chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");
        Assert.Equal(66824, body.Length);
        Assert.Equal(66560, Decode(body, seed, hasTrailer: false));
    }

    [Fact]
    public void A_chunked_upload_with_a_trailer_has_the_published_chain_of_signatures()
    {
        const string seed = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
        var last = Chunk(0, "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992");
        var body = Chunk(65536, "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2")
            + Chunk(1024, "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7")
            + last[..^2]
            + "x-amz-checksum-crc32c:sOO8/Q==\r\n"
            + "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n";
        Assert.Equal(66560, Decode(body, seed, hasTrailer: true));
    }

    private static InMemoryHttpExchange Request(string method, string target, string hash = SignatureV4.EmptySha256)
        => new InMemoryHttpExchange(method, target)
            .WithHeader("Host", "examplebucket.s3.amazonaws.com")
            .WithHeader("x-amz-date", Timestamp)
            .WithHeader("x-amz-content-sha256", hash);

    private static string Sign(InMemoryHttpExchange request, string payloadHash, params string[] signedHeaders)
    {
        var canonical = CanonicalRequest.Write(request, S3Query.Parse(request.RawQuery), signedHeaders, payloadHash);
        return SignatureV4.Sign(Key, SignatureV4.StringToSign(Timestamp, Scope, canonical.WrittenSpan));
    }

    private static string Chunk(int size, string signature)
        => $"{size:x};chunk-signature={signature}\r\n{new string('a', size)}\r\n";

    private static long Decode(string body, string seed, bool hasTrailer)
    {
        using var signer = new ChunkSigner(Key, Timestamp, Scope, seed);
        var decoder = new AwsChunkedDecoder(66560, signer, hasTrailer);
        var input = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(body));
        var size = 0L;
        while (decoder.TryRead(ref input, out var piece))
            size += piece.Length;
        Assert.True(decoder.IsComplete);
        Assert.True(input.IsEmpty);
        return size;
    }
}

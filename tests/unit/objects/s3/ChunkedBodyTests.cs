using System.Buffers;
using System.Text;
using Basalt.Objects.S3;
using Basalt.Objects.S3.Payload;
using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

/// <summary>aws-chunked bodies, whole and with one thing wrong each.</summary>
public sealed class ChunkedBodyTests
{
    private const string Signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private const string SignedTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER";
    private const string UnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";

    [Theory]
    [InlineData("4\r\nbody\r\n0\r\nx-amz-checksum-crc32:qRMpYQ==\r\n\r\n")]
    [InlineData("1\r\nb\r\n3\r\nody\r\n0\r\nx-amz-checksum-crc32:qRMpYQ==\r\n\r\n")]
    public async Task An_unsigned_body_with_a_trailing_checksum_is_stored_decoded(string body)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var checksum = Crc32("body");
        var call = Unsigned(body.Replace("qRMpYQ==", checksum, StringComparison.Ordinal), 4);
        var answer = (await s3.SendAsync(call)).Is(200);
        Assert.Equal(checksum, answer["x-amz-checksum-crc32"]);
        var read = await s3.SendAsync("GET", "/bucket/key", ("x-amz-checksum-mode", "ENABLED"));
        Assert.Equal("body", read.Text);
        Assert.Equal(checksum, read["x-amz-checksum-crc32"]);
        Assert.Null(read["Content-Encoding"]);
    }

    [Theory]
    [InlineData("4\r\nbody\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "BadDigest")]
    [InlineData("4\r\nbody\r\n0\r\n\r\n", "MalformedTrailerError")]
    [InlineData("4\r\nbody\r\n0\r\nx-amz-checksum-sha1:AAAA\r\n\r\n", "MalformedTrailerError")]
    [InlineData("4\r\nbody\r\n0\r\nno colon\r\n\r\n", "MalformedTrailerError")]
    [InlineData("4\r\nbody\r\n", "IncompleteBody")]
    [InlineData("4\r\nbody", "IncompleteBody")]
    [InlineData("4\r\nbo", "IncompleteBody")]
    [InlineData("3\r\nbod\r\n0\r\n\r\n", "IncompleteBody")]
    [InlineData("5\r\nbodyx\r\n0\r\n\r\n", "IncompleteBody")]
    [InlineData("4\nbody\r\n0\r\n\r\n", "InvalidRequest")]
    [InlineData("4\r\nbodyX\r\n0\r\n\r\n", "InvalidRequest")]
    [InlineData("x\r\nbody\r\n0\r\n\r\n", "InvalidRequest")]
    [InlineData("-4\r\nbody\r\n0\r\n\r\n", "InvalidRequest")]
    [InlineData("4;chunk-signature=00\r\nbody\r\n0\r\n\r\n", "InvalidRequest")]
    public async Task A_body_with_a_fault_is_refused_and_not_stored(string body, string code)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync(Unsigned(body, 4))).IsError(400, code);
        Assert.Null(await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task What_follows_the_end_of_the_body_is_refused()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var body = $"4\r\nbody\r\n0\r\nx-amz-checksum-crc32:{Crc32("body")}\r\n\r\nmore";
        (await s3.SendAsync(Unsigned(body, 4))).IsError(400, "InvalidRequest");
        Assert.Null(await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task A_chunk_line_without_an_end_is_refused_at_its_limit()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync(Unsigned(new string('1', 2000), 4))).IsError(400, "InvalidRequest");
    }

    [Theory]
    [InlineData(null, 411)]
    [InlineData("many", 400)]
    public async Task The_decoded_size_must_be_told(string? size, int status)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var call = new S3Call("PUT", "/bucket/key", "0\r\n\r\n"u8.ToArray()) { PayloadHash = UnsignedTrailer };
        if (size is not null)
            call.With("x-amz-decoded-content-length", size);
        (await s3.SendAsync(call)).Is(status);
    }

    [Fact]
    public async Task Signed_chunks_are_stored_when_their_chain_holds()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await SendSignedAsync(s3, Signed, Same, trailer: null)).Is(200);
        Assert.Equal(new string('a', 9000), await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task A_signed_trailer_is_verified_with_its_checksum()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var checksum = Crc32(new string('a', 9000));
        (await SendSignedAsync(s3, SignedTrailer, Same, checksum)).Is(200);
        (await SendSignedAsync(s3, SignedTrailer, body => Spoil(body, "x-amz-trailer-signature:"), checksum))
            .IsError(403, "SignatureDoesNotMatch");
        (await SendSignedAsync(s3, SignedTrailer, Same, "AAAAAA==")).IsError(400, "BadDigest");
    }

    [Fact]
    public async Task A_changed_byte_breaks_the_chain_and_stores_nothing()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await SendSignedAsync(s3, Signed, body => body.Replace("aaa\r\n", "aab\r\n", StringComparison.Ordinal), null))
            .IsError(403, "SignatureDoesNotMatch");
        (await SendSignedAsync(s3, Signed, body => Spoil(body, "chunk-signature="), null))
            .IsError(403, "SignatureDoesNotMatch");
        Assert.Null(await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task A_last_chunk_that_is_missing_is_an_incomplete_body()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await SendSignedAsync(s3, Signed, body => body[..body.IndexOf("\r\n0;", StringComparison.Ordinal)], null))
            .IsError(400, "IncompleteBody");
        Assert.Null(await s3.ReadAsync("key"));
    }

    [Fact]
    public void Any_cut_of_the_input_decodes_to_the_same_bytes()
    {
        var body = Encoding.ASCII.GetBytes("3\r\nabc\r\nA\r\n0123456789\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n");
        for (var cut = 0; cut <= body.Length; cut++)
        {
            var decoder = new AwsChunkedDecoder(13, signer: null, hasTrailer: true);
            var text = Feed(decoder, body.AsMemory(0, cut), out var rest);
            text += Feed(decoder, rest.Concat(body[cut..]).ToArray(), out _);
            Assert.Equal("abc0123456789", text);
            Assert.True(decoder.IsComplete);
        }
    }

    [Fact]
    public void Many_small_signed_chunks_are_refused()
    {
        using var signer = new ChunkSigner(new byte[32], "t", default, "s");
        var decoder = new AwsChunkedDecoder(2, signer, hasTrailer: false);
        var first = signerless("1");
        var input = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(first));
        Assert.Throws<S3Exception>(() =>
        {
            while (decoder.TryRead(ref input, out _))
            {
                // Until it refuses.
            }
        });

        static string signerless(string size) => $"{size};chunk-signature={new string('0', 64)}\r\na\r\n";
    }

    private static string Feed(AwsChunkedDecoder decoder, ReadOnlyMemory<byte> bytes, out byte[] rest)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        var text = new StringBuilder();
        while (decoder.TryRead(ref input, out var piece))
            text.Append(Encoding.ASCII.GetString(piece.Span));
        rest = input.ToArray();
        return text.ToString();
    }

    private static S3Call Unsigned(string body, int size)
        => new S3Call("PUT", "/bucket/key", Encoding.ASCII.GetBytes(body)) { PayloadHash = UnsignedTrailer }
            .With("Content-Encoding", "aws-chunked")
            .With("x-amz-decoded-content-length", $"{size}")
            .With("x-amz-trailer", "x-amz-checksum-crc32");

    private static string Same(string body) => body;

    private static string Spoil(string body, string before)
    {
        var at = body.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return body[..at] + (body[at] == '0' ? '1' : '0') + body[(at + 1)..];
    }

    /// <summary>Two chunks of 8,192 and 808 bytes.</summary>
    private static Task<S3Answer> SendSignedAsync(
        S3Fixture s3, string kind, Func<string, string> change, string? trailer)
    {
        var probe = Sign(new S3Call("PUT", "/bucket/key") { PayloadHash = kind });
        var body = new StringBuilder();
        var previous = probe.Signature;
        foreach (var size in (int[])[8192, 808, 0])
        {
            var data = Encoding.ASCII.GetBytes(new string('a', size));
            previous = probe.SignNext("PAYLOAD", previous, [], data);
            body.Append($"{size:x};chunk-signature={previous}\r\n").Append('a', size).Append(size > 0 ? "\r\n" : "");
        }

        if (trailer is not null)
        {
            var line = $"x-amz-checksum-crc32:{trailer}";
            var signature = probe.SignNext("TRAILER", previous, Encoding.ASCII.GetBytes(line + "\n"));
            body.Append($"{line}\r\nx-amz-trailer-signature:{signature}\r\n");
        }

        var changed = change(body.Append("\r\n").ToString());
        return s3.SendSignedAsync(Sign(
            new S3Call("PUT", "/bucket/key", Encoding.ASCII.GetBytes(changed)) { PayloadHash = kind }));

        S3Call Sign(S3Call call)
        {
            call.With("x-amz-decoded-content-length", "9000");
            if (trailer is not null)
                call.With("x-amz-trailer", "x-amz-checksum-crc32");
            return call.Sign(s3.Keys.SecretOf(call.AccessKey), s3.Clock.GetUtcNow());
        }
    }

    private static string Crc32(string text) => Convert.ToBase64String(
        Basalt.Objects.S3.Checksums.ChecksumHasher.Hash(
            Basalt.Objects.Core.ChecksumAlgorithm.Crc32, Encoding.ASCII.GetBytes(text)));
}

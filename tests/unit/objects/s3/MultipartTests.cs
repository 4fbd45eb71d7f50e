using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;
using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

public sealed class MultipartTests
{
    private static readonly byte[] First = Bytes(5 * 1024 * 1024, 1);
    private static readonly byte[] Second = Bytes(1000, 2);

    [Theory]
    [InlineData(null, null)]
    [InlineData("CRC32", null)]
    [InlineData("CRC32C", "FULL_OBJECT")]
    [InlineData("CRC64NVME", null)]
    [InlineData("SHA256", "COMPOSITE")]
    public async Task Parts_become_one_object_with_its_checksum(string? algorithm, string? type)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var upload = await BeginAsync(s3, algorithm, type);
        var first = await SendPartAsync(s3, upload, 1, First);
        var second = await SendPartAsync(s3, upload, 2, Second);
        Assert.Equal(["1", "2"], (await s3.SendAsync("GET", $"/bucket/key?uploadId={upload}")).Values("PartNumber"));
        Assert.Equal(upload, (await s3.SendAsync("GET", "/bucket?uploads")).Value("UploadId"));
        Assert.Null(await s3.ReadAsync("key"));

        var done = (await s3.PostAsync($"/bucket/key?uploadId={upload}", Document((1, first), (2, second)))).Is(200);
        Assert.EndsWith("-2\"", done.Value("ETag"), StringComparison.Ordinal);
        var read = await s3.SendAsync("GET", "/bucket/key", ("x-amz-checksum-mode", "ENABLED"));
        Assert.Equal([.. First, .. Second], read.Bytes);
        var name = algorithm ?? "CRC64NVME";
        var isComposite = type == "COMPOSITE" || (type is null && algorithm == "CRC32");
        Assert.Equal(isComposite ? "COMPOSITE" : "FULL_OBJECT", read["x-amz-checksum-type"]);
        Assert.Equal(Expected(name, isComposite), read["x-amz-checksum-" + name.ToLowerInvariant()]);
        Assert.Equal(Expected(name, isComposite), done.Value("Checksum" + name));
    }

    [Fact]
    public async Task A_part_of_the_object_can_be_read_by_its_number()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var upload = await BeginAsync(s3);
        var first = await SendPartAsync(s3, upload, 3, First);
        var second = await SendPartAsync(s3, upload, 7, Second);
        await s3.PostAsync($"/bucket/key?uploadId={upload}", Document((3, first), (7, second)));
        var part = (await s3.SendAsync("GET", "/bucket/key?partNumber=2")).Is(206);
        Assert.Equal(Second, part.Bytes);
        Assert.Equal("2", part["x-amz-mp-parts-count"]);
        (await s3.SendAsync("GET", "/bucket/key?partNumber=3")).IsError(416, "InvalidPartNumber");
    }

    [Fact]
    public async Task What_does_not_fit_the_upload_is_refused_and_leaves_it_be()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var upload = await BeginAsync(s3);
        var small = await SendPartAsync(s3, upload, 1, Second);
        var last = await SendPartAsync(s3, upload, 2, Second);
        var target = $"/bucket/key?uploadId={upload}";
        (await s3.PostAsync(target, Document((1, small), (2, last)))).IsError(400, "EntityTooSmall");
        (await s3.PostAsync(target, Document((2, last), (1, small)))).IsError(400, "InvalidPartOrder");
        (await s3.PostAsync(target, Document((1, new string('0', 32))))).IsError(400, "InvalidPart");
        (await s3.PostAsync(target, Document((9, small)))).IsError(400, "InvalidPart");
        (await s3.PostAsync(target, Document((1, small)), ("x-amz-mp-object-size", "999")))
            .IsError(400, "InvalidRequest");
        (await s3.PostAsync(target, Document((1, small)), ("x-amz-checksum-crc64nvme", "AAAAAAAAAAA=")))
            .IsError(400, "BadDigest");
        (await s3.PostAsync(target, "<CompleteMultipartUpload/>")).IsError(400, "MalformedXML");
        (await s3.PostAsync("/bucket/other?uploadId=" + upload, Document((1, small)))).IsError(404, "NoSuchUpload");
        (await s3.PostAsync(target, Document((1, small)))).Is(200);
        Assert.Equal(Second, (await s3.SendAsync("GET", "/bucket/key")).Bytes);
    }

    [Fact]
    public async Task Completing_again_answers_the_same()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var upload = await BeginAsync(s3);
        var part = await SendPartAsync(s3, upload, 1, Second);
        var first = await s3.PostAsync($"/bucket/key?uploadId={upload}", Document((1, part)));
        var second = await s3.PostAsync($"/bucket/key?uploadId={upload}", Document((1, part)));
        Assert.Equal(first.Is(200).Value("ETag"), second.Is(200).Value("ETag"));
    }

    [Fact]
    public async Task An_aborted_upload_is_gone()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var upload = await BeginAsync(s3);
        await SendPartAsync(s3, upload, 1, Second);
        (await s3.SendAsync("DELETE", $"/bucket/key?uploadId={upload}")).Is(204);
        (await s3.SendAsync("GET", $"/bucket/key?uploadId={upload}")).IsError(404, "NoSuchUpload");
        (await s3.SendAsync("PUT", $"/bucket/key?partNumber=1&uploadId={upload}")).IsError(404, "NoSuchUpload");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    [InlineData("x")]
    [InlineData("")]
    public async Task A_part_number_is_between_1_and_10000(string number)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var upload = await BeginAsync(s3);
        (await s3.SendAsync("PUT", $"/bucket/key?partNumber={number}&uploadId={upload}"))
            .IsError(400, "InvalidArgument");
    }

    [Fact]
    public async Task A_part_says_how_long_it_is()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var target = $"/bucket/key?partNumber=1&uploadId={await BeginAsync(s3)}";
        (await s3.SendAsync(new S3Call("PUT", target) { IsWithoutLength = true }))
            .IsError(411, "MissingContentLength");
    }

    [Fact]
    public async Task A_part_may_be_copied_from_another_object()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        await s3.PutAsync("/bucket/source", "0123456789");
        var upload = await BeginAsync(s3);
        var target = $"/bucket/key?partNumber=1&uploadId={upload}";
        var copied = await s3.SendAsync(
            "PUT", target, ("x-amz-copy-source", "/bucket/source"), ("x-amz-copy-source-range", "bytes=2-5"));
        (await s3.SendAsync(
            "PUT", target, ("x-amz-copy-source", "/bucket/source"), ("x-amz-copy-source-range", "bytes=2-10")))
            .IsError(400, "InvalidArgument");
        await s3.PostAsync($"/bucket/key?uploadId={upload}", Document((1, copied.Is(200).Value("ETag")!.Trim('"'))));
        Assert.Equal("2345", await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task A_part_with_another_checksum_than_the_uploads_is_refused()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var upload = await BeginAsync(s3, "SHA256");
        (await s3.PutAsync($"/bucket/key?partNumber=1&uploadId={upload}", "", ("x-amz-checksum-crc32", "AAAAAA==")))
            .IsError(400, "InvalidRequest");
    }

    [Theory]
    [InlineData("MD5", null)]
    [InlineData("SHA256", "FULL_OBJECT")]
    [InlineData("CRC64NVME", "COMPOSITE")]
    [InlineData(null, "COMPOSITE")]
    public async Task A_checksum_that_cannot_be_is_refused_at_the_start(string? algorithm, string? type)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.SendAsync("POST", "/bucket/key?uploads", Headers(algorithm, type))).IsError(400, "InvalidRequest");
    }

    private static string Expected(string name, bool isComposite)
    {
        var algorithm = Enum.GetValues<ChecksumAlgorithm>()
            .First(value => value.ToString().Equals(name, StringComparison.OrdinalIgnoreCase));
        byte[] bytes = isComposite
            ? [.. ChecksumHasher.Hash(algorithm, First), .. ChecksumHasher.Hash(algorithm, Second)]
            : [.. First, .. Second];
        return Convert.ToBase64String(ChecksumHasher.Hash(algorithm, bytes)) + (isComposite ? "-2" : "");
    }

    private static async Task<string> BeginAsync(S3Fixture s3, string? algorithm = null, string? type = null)
        => (await s3.SendAsync("POST", "/bucket/key?uploads", Headers(algorithm, type))).Is(200).Value("UploadId")!;

    private static (string, string)[] Headers(string? algorithm, string? type)
    {
        var headers = new List<(string, string)>();
        if (algorithm is not null)
            headers.Add(("x-amz-checksum-algorithm", algorithm));
        if (type is not null)
            headers.Add(("x-amz-checksum-type", type));
        return [.. headers];
    }

    private static async Task<string> SendPartAsync(S3Fixture s3, string upload, int number, byte[] bytes)
    {
        var answer = await s3.SendAsync(new S3Call("PUT", $"/bucket/key?partNumber={number}&uploadId={upload}", bytes));
        return answer.Is(200)["ETag"]!.Trim('"');
    }

    private static string Document(params (int Number, string ETag)[] parts) => "<CompleteMultipartUpload>"
        + string.Concat(parts.Select(part =>
            $"<Part><PartNumber>{part.Number}</PartNumber><ETag>\"{part.ETag}\"</ETag></Part>"))
        + "</CompleteMultipartUpload>";

    private static byte[] Bytes(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}

using System.Text;
using Basalt.Objects.Core;
using Basalt.Objects.S3.Checksums;
using Xunit;

namespace Basalt.Tests.Unit.Objects.S3;

public sealed class ChecksumTests
{
    /// <summary>The check values of the CRC catalogue and of FIPS 180 for "123456789".</summary>
    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32, "CBF43926")]
    [InlineData(ChecksumAlgorithm.Crc32C, "E3069283")]
    [InlineData(ChecksumAlgorithm.Crc64Nvme, "AE8B14860A799888")]
    [InlineData(ChecksumAlgorithm.Sha1, "F7C3BC1D808E04732ADF679965CCC34CA7AE3441")]
    [InlineData(ChecksumAlgorithm.Sha256, "15E2B0D3C33891EBB0F1EF609EC419420C20E320CE94C65FBC8C3312448EB225")]
    public void Each_algorithm_has_its_known_check_value(ChecksumAlgorithm algorithm, string expected)
        => Assert.Equal(expected, Convert.ToHexString(ChecksumHasher.Hash(algorithm, "123456789"u8)));

    [Theory]
    [InlineData(ChecksumAlgorithm.Crc32)]
    [InlineData(ChecksumAlgorithm.Crc32C)]
    [InlineData(ChecksumAlgorithm.Crc64Nvme)]
    public void Two_checksums_combine_to_that_of_the_whole(ChecksumAlgorithm algorithm)
    {
        var bytes = new byte[10_000];
        new Random(5).NextBytes(bytes);
        foreach (var cut in (int[])[0, 1, 7, 4096, 9_999, 10_000])
        {
            var combined = CrcCombination.Combine(
                algorithm, ChecksumHasher.Hash(algorithm, bytes.AsSpan(0, cut)),
                ChecksumHasher.Hash(algorithm, bytes.AsSpan(cut)), bytes.Length - cut);
            Assert.Equal(ChecksumHasher.Hash(algorithm, bytes), combined);
        }
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32", ChecksumAlgorithm.Crc32)]
    [InlineData("x-amz-checksum-crc32c", ChecksumAlgorithm.Crc32C)]
    [InlineData("x-amz-checksum-crc64nvme", ChecksumAlgorithm.Crc64Nvme)]
    [InlineData("x-amz-checksum-sha1", ChecksumAlgorithm.Sha1)]
    [InlineData("x-amz-checksum-sha256", ChecksumAlgorithm.Sha256)]
    public async Task A_checksum_header_is_verified_kept_and_given_back(string header, ChecksumAlgorithm algorithm)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var value = Convert.ToBase64String(ChecksumHasher.Hash(algorithm, Encoding.ASCII.GetBytes("body")));
        Assert.Equal(value, (await s3.PutAsync("/bucket/key", "body", (header, value))).Is(200)[header]);
        var head = await s3.SendAsync("HEAD", "/bucket/key", ("x-amz-checksum-mode", "ENABLED"));
        Assert.Equal(value, head[header]);
        Assert.Equal("FULL_OBJECT", head["x-amz-checksum-type"]);
        Assert.Null((await s3.SendAsync("HEAD", "/bucket/key"))[header]);

        (await s3.PutAsync("/bucket/other", "bodY", (header, value))).IsError(400, "BadDigest");
        (await s3.PutAsync("/bucket/other", "body", (header, "AAAA"))).IsError(400, "InvalidRequest");
        Assert.Null(await s3.ReadAsync("other"));
    }

    [Fact]
    public async Task Without_a_checksum_crc64nvme_is_computed()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        var answer = await s3.PutAsync("/bucket/key", "123456789");
        Assert.Equal("rosUhgp5mIg=", answer["x-amz-checksum-crc64nvme"]);
    }

    [Theory]
    [InlineData("not base64", "InvalidDigest")]
    [InlineData("AAAA", "InvalidDigest")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==", "BadDigest")]
    public async Task A_wrong_content_md5_stores_nothing(string md5, string code)
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.PutAsync("/bucket/key", "body", ("Content-MD5", md5))).IsError(400, code);
        Assert.Null(await s3.ReadAsync("key"));
    }

    [Fact]
    public async Task A_right_content_md5_passes()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.PutAsync("/bucket/key", "body", ("Content-MD5", "hBotaJrYa9FhFEdFPCLG/A=="))).Is(200);
    }

    [Fact]
    public async Task Several_checksums_and_an_algorithm_without_one_are_refused()
    {
        await using var s3 = await S3Fixture.OpenAsync();
        (await s3.PutAsync(
            "/bucket/key", "b", ("x-amz-checksum-crc32", "AAAAAA=="), ("x-amz-checksum-crc32c", "AAAAAA==")))
            .IsError(400, "InvalidRequest");
        (await s3.PutAsync("/bucket/key", "b", ("x-amz-sdk-checksum-algorithm", "CRC32")))
            .IsError(400, "InvalidRequest");
    }
}

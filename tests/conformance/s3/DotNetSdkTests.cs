using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Basalt.Tests.Conformance.Clients;
using Xunit;

namespace Basalt.Tests.Conformance.S3;

/// <summary>AWSSDK.S3 as it comes: it sends and checks checksums of its own accord.</summary>
public sealed class DotNetSdkTests : IDisposable
{
    private readonly CancellationToken _stop = TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();
    private readonly string _bucket = CloudAccess.NewName("dotnet");
    private readonly AmazonS3Client _s3;

    public DotNetSdkTests(CloudFixture cloud)
    {
        var key = cloud.Access.Key;
        _s3 = new AmazonS3Client(new BasicAWSCredentials(key.Id, key.Secret), new AmazonS3Config
        {
            ServiceURL = cloud.Access.ObjectUrl.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = key.Region,
        });
    }

    public void Dispose()
    {
        _s3.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Objects_are_put_got_listed_copied_and_deleted()
    {
        await _s3.PutBucketAsync(_bucket, _stop);
        var body = GeneratedFile.Bytes(200_000, seed: 7);
        string[] keys = ["plain", "a b/ü+&=?%", "../up", "c/d"];
        foreach (var key in keys)
        {
            await _s3.PutObjectAsync(
                new PutObjectRequest { BucketName = _bucket, Key = key, InputStream = new MemoryStream(body) }, _stop);
            using var got = await _s3.GetObjectAsync(_bucket, key, _stop);
            Assert.Equal(SHA256.HashData(body), await SHA256.HashDataAsync(got.ResponseStream, _stop));
        }

        await _s3.CopyObjectAsync(_bucket, "a b/ü+&=?%", _bucket, "copy of ü", _stop);
        var page = new ListObjectsV2Request { BucketName = _bucket, MaxKeys = 2 };
        var listed = await _s3.ListObjectsV2Async(page, _stop);
        Assert.Equal((2, true), (listed.S3Objects.Count, listed.IsTruncated));
        var deleted = await _s3.DeleteObjectsAsync(
            new DeleteObjectsRequest
            {
                BucketName = _bucket,
                Objects = [.. keys.Append("copy of ü").Select(static key => new KeyVersion { Key = key })],
            },
            _stop);
        Assert.Equal(5, deleted.DeletedObjects.Count);
        await _s3.DeleteBucketAsync(_bucket, _stop);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task Every_checksum_is_checked_kept_and_told(string algorithm)
    {
        await _s3.PutBucketAsync(_bucket, _stop);
        var put = await _s3.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = _bucket,
                Key = algorithm,
                ContentBody = "what is summed",
                ChecksumAlgorithm = ChecksumAlgorithm.FindValue(algorithm),
            },
            _stop);
        using var got = await _s3.GetObjectAsync(
            new GetObjectRequest { BucketName = _bucket, Key = algorithm, ChecksumMode = ChecksumMode.ENABLED }, _stop);
        Assert.Equal("what is summed", await new StreamReader(got.ResponseStream).ReadToEndAsync(_stop));
        Assert.Equal(
            Sum(put.ChecksumCRC32, put.ChecksumCRC32C, put.ChecksumCRC64NVME, put.ChecksumSHA1, put.ChecksumSHA256),
            Sum(got.ChecksumCRC32, got.ChecksumCRC32C, got.ChecksumCRC64NVME, got.ChecksumSHA1, got.ChecksumSHA256));
    }

    [Fact]
    public async Task A_file_goes_up_in_parts_and_comes_back_whole()
    {
        await _s3.PutBucketAsync(_bucket, _stop);
        var hash = GeneratedFile.Write(_scratch["large.bin"], 40 << 20, seed: 8);
        using var transfer = new TransferUtility(_s3);
        await transfer.UploadAsync(
            new TransferUtilityUploadRequest
            {
                BucketName = _bucket, Key = "large", FilePath = _scratch["large.bin"], PartSize = 8 << 20,
            },
            _stop);
        await transfer.DownloadAsync(_scratch["back.bin"], _bucket, "large", _stop);
        Assert.Equal(hash, GeneratedFile.HashOf(_scratch["back.bin"]));
    }

    [Fact]
    public async Task What_is_not_there_is_named_in_its_own_exception()
    {
        // The client has a type of its own for a missing bucket, but not where an object is asked for.
        var refused = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.GetObjectAsync(_bucket, "nothing", _stop));
        Assert.Equal("NoSuchBucket", refused.ErrorCode);
        await _s3.PutBucketAsync(_bucket, _stop);
        await Assert.ThrowsAsync<NoSuchKeyException>(() => _s3.GetObjectAsync(_bucket, "nothing", _stop));
    }

    private static string Sum(params string?[] sums) => Assert.Single(sums.OfType<string>(), static s => s.Length > 0);
}

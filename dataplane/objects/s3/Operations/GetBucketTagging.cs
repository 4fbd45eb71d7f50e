namespace Basalt.Objects.S3.Operations;

/// <summary>The tags of a bucket: it has none.</summary>
internal static class GetBucketTagging
{
    public static async ValueTask RunAsync(S3Context context)
    {
        await context.OpenForReadAsync();
        throw new S3Exception(S3ErrorCode.NoSuchTagSet).With("BucketName", context.Request.Bucket);
    }
}
